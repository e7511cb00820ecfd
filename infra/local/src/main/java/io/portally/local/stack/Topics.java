package io.portally.local.stack;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics as the contract has them, with settings that suit history. */
final class Topics {

  static final int PARTITIONS = 8;
  private static final short REPLICAS = 1;

  /** Kafka's default, and so the longest record of the event topics. */
  private static final int EVENT_BYTES = 1_048_588;

  /**
   * History keeps its record timestamps of its own time; a retention by age would delete it as soon
   * as a segment is full.
   */
  private static final String FOR_EVER = "-1";

  private static final String SEGMENT_BYTES = Integer.toString(256 << 20);

  private Topics() {}

  static List<NewTopic> all() {
    return List.of(
        kept("portally.cargo-movements", EVENT_BYTES),
        kept("portally.clearance-events", EVENT_BYTES),
        kept("portally.slow-clearances", EVENT_BYTES),
        // A dead letter is an original and its headers: it must fit where the original did.
        kept("portally.dead-letters", 2 * EVENT_BYTES),
        kept("portally.late-events", 2 * EVENT_BYTES),
        new NewTopic("portally.sla-rules", 1, REPLICAS)
            .configs(
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
  }

  private static NewTopic kept(String name, int maxMessageBytes) {
    return new NewTopic(name, PARTITIONS, REPLICAS)
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                FOR_EVER,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                SEGMENT_BYTES,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxMessageBytes)));
  }
}
