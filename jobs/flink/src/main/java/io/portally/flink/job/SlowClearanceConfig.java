package io.portally.flink.job;

import static io.portally.flink.job.PortMetricsOptions.BOUNDED;
import static io.portally.flink.job.PortMetricsOptions.SET_ASIDE_MAX_PAYLOAD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What SlowClearanceJob is to do: its options, read once and checked. Every refusal names the key
 * and the value.
 *
 * @param boundedAsOf how far event time goes in a bounded job; null: as far as its events
 */
record SlowClearanceConfig(
    EventInput input, String groupId, int setAsideBytes, @Nullable Instant boundedAsOf) {

  static final String RULES = "sla-rules";
  static final String ALERTS = "slow-clearances";

  /**
   * Reads and checks all options.
   *
   * @throws IllegalConfigurationException naming the first key that is missing or wrong
   */
  static SlowClearanceConfig of(Configuration configuration) {
    KnownKeys.check(configuration);
    OptionReader options = new OptionReader(configuration);
    boolean bounded = options.get(BOUNDED);
    EngineRules.check(options, bounded);
    return new SlowClearanceConfig(
        EventInput.of(options, bounded),
        options.get(SlowClearanceOptions.GROUP_ID),
        options.bytes(SET_ASIDE_MAX_PAYLOAD),
        PortMetricsConfig.orderedAsOf(options, bounded));
  }

  /** A topic by its full name. */
  String topic(String suffix) {
    return input.topicPrefix() + suffix;
  }

  /** All topics that the job reads or writes, by their full names. */
  List<String> allTopics() {
    List<String> all = new ArrayList<>(input.topics());
    all.addAll(List.of(topic(RULES), topic(ALERTS), topic(PortMetricsJob.DEAD_LETTERS)));
    return all;
  }
}
