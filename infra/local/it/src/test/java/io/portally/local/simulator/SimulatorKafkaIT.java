package io.portally.local.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Heartbeat;
import io.portally.local.stack.BrokerAlone;
import io.portally.local.stack.KafkaTopics;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.Progress;
import io.portally.simulator.sink.Run;
import io.portally.simulator.sink.SinkException;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.RegisterReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator's sink on a real broker: what it is given arrives, as it was given. */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class SimulatorKafkaIT {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Map<Topic, Integer> PARTITIONS =
      Map.of(Topic.CARGO_MOVEMENTS, 8, Topic.CLEARANCE_EVENTS, 4);

  private static BrokerAlone broker;
  private static KafkaTopics topics;

  @BeforeAll
  static void startBroker(@TempDir Path directory) {
    broker = BrokerAlone.start(directory);
    topics = new KafkaTopics(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aRunPublishesEveryRecordUnderItsConsignmentAtItsTime() throws Exception {
    List<Publication> made = new ArrayList<>();
    traffic().forEachRemaining(made::add);
    assertThat(made).anyMatch(Publication.Corrupt.class::isInstance);

    try (KafkaSink sink = sink("run.")) {
      Progress end = run(made.iterator(), sink);

      assertThat(end.records()).isEqualTo(2_000);
      // The sink is still open: the run has flushed it.
      for (Topic topic : PARTITIONS.keySet()) {
        List<Arrival> expected =
            made.stream()
                .filter(publication -> publication.topic() == topic)
                .flatMap(SimulatorKafkaIT::arrival)
                .toList();
        List<Arrival> arrived =
            topics.read("run." + topic.suffix()).stream()
                .filter(record -> record.key() != null)
                .map(Arrival::of)
                .toList();
        assertThat(arrived).hasSameSizeAs(expected);
        assertThat(byKey(arrived)).isEqualTo(byKey(expected));
      }
    }
  }

  /** A record that arrives, or is to: its bytes in hex, so that they can be compared and read. */
  private record Arrival(String key, long timestamp, String value) {

    static Arrival of(ConsumerRecord<byte[], byte[]> record) {
      return new Arrival(new String(record.key(), UTF_8), record.timestamp(), hex(record.value()));
    }
  }

  /** What of a publication arrives under a key. */
  private static Stream<Arrival> arrival(Publication publication) {
    long at = publication.recordMillis();
    if (publication instanceof Publication.Event event) {
      return Stream.of(new Arrival(event.key(), at, hex(SingleObject.encode(event.value()))));
    }
    return publication instanceof Publication.Corrupt corrupt
        ? Stream.of(new Arrival(corrupt.key(), at, hex(corrupt.bytes())))
        : Stream.empty();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Map<String, List<Arrival>> byKey(List<Arrival> arrivals) {
    return arrivals.stream().collect(groupingBy(Arrival::key));
  }

  @Test
  void aConsignmentIsInThePartitionWhereKafkasOwnProducerPutsIt() throws Exception {
    try (KafkaSink sink = sink("keyed.")) {
      run(traffic(), sink);
    }

    Map<String, Set<Integer>> partitions =
        topics.read("keyed.cargo-movements").stream()
            .filter(record -> record.key() != null)
            .collect(
                groupingBy(
                    record -> new String(record.key(), UTF_8),
                    mapping(ConsumerRecord::partition, toSet())));
    assertThat(partitions).isEqualTo(chosenByKafka("keyed.cargo-movements", partitions.keySet()));
    assertThat(partitions.values()).contains(Set.of(0), Set.of(3), Set.of(7));
  }

  private static Map<String, Set<Integer>> chosenByKafka(String topic, Set<String> keys)
      throws Exception {
    Map<String, Future<RecordMetadata>> sent = new HashMap<>();
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      keys.forEach(
          key -> sent.put(key, producer.send(new ProducerRecord<>(topic, key, new byte[0]))));
    }
    Map<String, Set<Integer>> partitions = new HashMap<>();
    for (var record : sent.entrySet()) {
      partitions.put(record.getKey(), Set.of(record.getValue().get().partition()));
    }
    return partitions;
  }

  @Test
  void aHeartbeatGoesToEveryPartitionWithoutAKey() throws Exception {
    Heartbeat heartbeat = new Heartbeat(START);
    try (KafkaSink sink = sink("pulse.")) {
      sink.put(new Publication.Pulse(Topic.CLEARANCE_EVENTS, START.toEpochMilli(), heartbeat));
    }

    assertThat(topics.recordsIn("pulse.clearance-events")).containsExactly(1L, 1L, 1L, 1L);
    assertThat(topics.recordsIn("pulse.cargo-movements")).containsOnly(0L);
    assertThat(topics.read("pulse.clearance-events"))
        .allSatisfy(
            record -> {
              assertThat(record.key()).isNull();
              assertThat(record.timestamp()).isEqualTo(START.toEpochMilli());
              assertThat(record.value()).isEqualTo(SingleObject.encode(heartbeat));
            });
  }

  @Test
  void aMessageFromALineGoesWhereItSays() throws Exception {
    try (KafkaSink sink = sink("lines.")) {
      sink.put(message(new Line.Spread.To(6), new byte[] {1}));
      sink.put(message(new Line.Spread.Everywhere(), new byte[] {2}));
      sink.put(message(new Line.Spread.ByKey(), new byte[] {3}));
    }

    Map<Integer, List<Integer>> values =
        topics.read("lines.cargo-movements").stream()
            .collect(
                groupingBy(
                    record -> (int) record.value()[0],
                    mapping(ConsumerRecord::partition, toList())));
    assertThat(values.get(1)).containsExactly(6);
    assertThat(values.get(2)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(values.get(3)).hasSize(1);
  }

  @Test
  void aRecordThatTheBrokerRefusesEndsTheRunWithASentence() throws Exception {
    KafkaSink sink = sink("small.", Map.of("retention.ms", "-1", "max.message.bytes", "1000"));
    byte[] large = new byte[2_000];
    new Random(1).nextBytes(large);
    sink.put(message(new Line.Spread.ByKey(), large));

    assertThatThrownBy(sink::flush)
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith("Kafka did not take a record: ")
        .hasMessageContaining("larger than the max message size");
    assertThatThrownBy(() -> sink.put(message(new Line.Spread.ByKey(), new byte[] {1})))
        .isInstanceOf(SinkException.class);
    assertThatThrownBy(sink::close).isInstanceOf(SinkException.class);
  }

  @Test
  void anInterruptedRunFlushesAndKeepsTheFlag() throws Exception {
    try (KafkaSink sink = sink("interrupted.")) {
      sink.put(message(new Line.Spread.To(2), new byte[] {1}));
      Thread.currentThread().interrupt();

      Progress end = run(traffic(), sink);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(end).isEqualTo(new Progress(0, START));
      assertThat(topics.recordsIn("interrupted.cargo-movements").get(2)).isEqualTo(1);
    }
  }

  private static Progress run(Iterator<Publication> publications, KafkaSink sink) {
    return new Run(publications, START, sink, null, Progress.Listener.NONE).toTheEnd();
  }

  private static Traffic traffic() {
    TrafficOptions options =
        TrafficOptions.builder().start(START).corrupt(0.1).events(2_000).build();
    return new Traffic(options, RegisterReader.bundled());
  }

  private static Line.Message message(Line.Spread spread, byte[] value) {
    return new Line.Message(
        Topic.CARGO_MOVEMENTS, "key".getBytes(UTF_8), value, START.toEpochMilli(), spread);
  }

  /** Into new topics of that prefix. */
  private static KafkaSink sink(String prefix) throws Exception {
    return sink(prefix, Map.of("retention.ms", "-1"));
  }

  private static KafkaSink sink(String prefix, Map<String, String> settings) throws Exception {
    topics.create(
        PARTITIONS.entrySet().stream()
            .map(
                topic ->
                    new NewTopic(prefix + topic.getKey().suffix(), topic.getValue(), (short) 1)
                        .configs(settings))
            .toList());
    return new KafkaSink(KafkaProducers.connect(broker.bootstrapServers()), prefix, PARTITIONS);
  }
}
