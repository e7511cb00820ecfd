package io.portally.simulator.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Heartbeat;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.RegisterReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Map<Topic, Integer> PARTITIONS =
      Map.of(Topic.CARGO_MOVEMENTS, 8, Topic.CLEARANCE_EVENTS, 4);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaSink sink = new KafkaSink(producer, "portally.", PARTITIONS);

  @Test
  void aRunPublishesEveryRecordUnderItsConsignmentAtItsTime() {
    TrafficOptions options = options();
    List<Publication> made = new ArrayList<>();
    new Traffic(options, RegisterReader.bundled()).forEachRemaining(made::add);

    Progress end = new Run(made.iterator(), START, sink, null, Progress.Listener.NONE).toTheEnd();

    assertThat(end.records()).isEqualTo(2_000);
    assertThat(producer.history()).hasSameSizeAs(made);
    for (int i = 0; i < made.size(); i++) {
      ProducerRecord<byte[], byte[]> sent = producer.history().get(i);
      assertThat(sent.topic()).isEqualTo("portally." + made.get(i).topic().suffix());
      assertThat(sent.timestamp()).isEqualTo(made.get(i).recordMillis());
      if (made.get(i) instanceof Publication.Event event) {
        assertThat(sent.key()).isEqualTo(event.key().getBytes(UTF_8));
        assertThat(sent.value()).isEqualTo(SingleObject.encode(event.value()));
      }
    }
  }

  @Test
  void aConsignmentStaysInOnePartitionOfATopic() {
    new Run(new Traffic(options(), RegisterReader.bundled()), START, sink, null, progress -> {})
        .toTheEnd();

    Map<String, Integer> partitions = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
      Integer before =
          partitions.put(sent.topic() + new String(sent.key(), UTF_8), sent.partition());
      assertThat(before).isIn(null, sent.partition());
    }
    assertThat(partitions.values()).contains(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aHeartbeatGoesToEveryPartitionWithoutAKey() {
    sink.put(new Publication.Pulse(Topic.CLEARANCE_EVENTS, 5_000, new Heartbeat(START)));

    assertThat(producer.history())
        .extracting(ProducerRecord::partition)
        .containsExactly(0, 1, 2, 3);
    assertThat(producer.history()).extracting(ProducerRecord::key).containsOnlyNulls();
  }

  @Test
  void aMessageFromALineGoesWhereItSays() {
    sink.put(message(new Line.Spread.To(6)));
    sink.put(message(new Line.Spread.ByKey()));
    sink.put(message(new Line.Spread.Everywhere()));

    assertThat(producer.history())
        .extracting(ProducerRecord::partition)
        .startsWith(6)
        .endsWith(0, 1, 2, 3, 4, 5, 6, 7)
        .hasSize(10);
  }

  @Test
  void aRecordThatKafkaRefusesEndsTheRunWithASentence() {
    MockProducer<byte[], byte[]> failing =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    KafkaSink failed = new KafkaSink(failing, "portally.", PARTITIONS);
    failed.put(message(new Line.Spread.ByKey()));
    failing.errorNext(new RecordTooLargeException("too large"));

    assertThatThrownBy(() -> failed.put(message(new Line.Spread.ByKey())))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void anInterruptedRunFlushesAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    Progress end =
        new Run(new Traffic(options(), RegisterReader.bundled()), START, sink, null, p -> {})
            .toTheEnd();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(end).isEqualTo(new Progress(0, START));
    assertThat(producer.flushed()).isTrue();
  }

  private static TrafficOptions options() {
    return TrafficOptions.builder().start(START).corrupt(0.1).events(2_000).build();
  }

  private static Line.Message message(Line.Spread spread) {
    return new Line.Message(
        Topic.CARGO_MOVEMENTS, "k".getBytes(UTF_8), new byte[] {1}, 5_000, spread);
  }
}
