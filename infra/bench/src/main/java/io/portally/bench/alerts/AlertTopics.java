package io.portally.bench.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.bench.traffic.CargoTopic;
import io.portally.bench.traffic.EmptyTopics;
import io.portally.events.SlaRule;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.traffic.Publication;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of one run, empty at first and gone when it is closed. */
final class AlertTopics implements AutoCloseable {

  private final String servers;
  private final String prefix;
  private final List<NewTopic> topics;

  private AlertTopics(String servers, String prefix) {
    this.servers = servers;
    this.prefix = prefix;
    Map<String, String> brokersTime =
        Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    Map<String, String> compacted =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    this.topics =
        Stream.concat(
                Stream.of("cargo-movements", "clearance-events", "dead-letters", "late-events")
                    .map(name -> topic(prefix + name, CargoTopic.PARTITIONS, Map.of())),
                Stream.of(
                    topic(alerts(), CargoTopic.PARTITIONS, brokersTime),
                    topic(prefix + Topic.SLA_RULES.suffix(), 1, compacted)))
            .toList();
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> config) {
    return new NewTopic(name, partitions, (short) 1).configs(config);
  }

  /** Makes them on that broker. */
  static AlertTopics make(String servers, String prefix) {
    AlertTopics made = new AlertTopics(servers, prefix);
    EmptyTopics.makeAll(servers, made.topics);
    return made;
  }

  /** What the job has to know to read and write them. It sends no heartbeats itself. */
  Map<String, String> keys() {
    return Map.of(
        "portally.kafka.bootstrap-servers",
        servers,
        "portally.topic-prefix",
        prefix,
        "portally.heartbeat.interval",
        "0");
  }

  /** That of alerts, by its full name. It has the broker's timestamps. */
  String alerts() {
    return prefix + Topic.SLOW_CLEARANCES.suffix();
  }

  /** Puts a rule; when the broker had it, epoch milliseconds. */
  long put(SlaRule rule) {
    try (Producer<byte[], byte[]> producer = KafkaProducers.connect(servers)) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  prefix + Topic.SLA_RULES.suffix(),
                  rule.getRuleId().getBytes(UTF_8),
                  SingleObject.encode(rule)));
      producer.flush();
    }
    return System.currentTimeMillis();
  }

  /** Publishes events; how many they were. */
  long publish(Stream<Publication> publications) {
    long[] made = {0};
    try (KafkaSink sink = sink()) {
      publications.forEach(
          publication -> {
            sink.put(publication);
            made[0]++;
          });
      sink.flush();
    }
    return made[0];
  }

  /** Into which events go. */
  KafkaSink sink() {
    return new KafkaSink(
        KafkaProducers.connect(servers),
        prefix,
        Map.of(
            Topic.CARGO_MOVEMENTS, CargoTopic.PARTITIONS,
            Topic.CLEARANCE_EVENTS, CargoTopic.PARTITIONS));
  }

  @Override
  public void close() {
    EmptyTopics.delete(servers, topics.stream().map(NewTopic::name).toList());
  }
}
