package io.portally.bench.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.bench.traffic.ThreadEnd;
import io.portally.events.SlowClearance;
import io.portally.local.stack.StackFailure;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic of alerts in a thread of its own until it is closed, and tells when the broker
 * took which. The topic has to have the broker's timestamps, so nothing depends on when it is read:
 * it is read in large pieces, and by its headers alone, as the job that is measured has the same
 * CPUs. Only what is committed is read, so an alert in an open transaction counts from when it can
 * be seen.
 */
final class AlertReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int PIECE_BYTES = 1 << 20;
  private static final String TYPE = "ce_type";
  private static final String CONSIGNMENT = "ce_subject";
  private static final byte[] OPENED = "io.portally.slow-clearance.opened".getBytes(UTF_8);

  private final List<AlertSightings> sightings;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable KafkaException failure;

  private AlertReader(
      String servers, String topic, int partitions, List<AlertSightings> sightings) {
    this.sightings = sightings;
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(each -> new TopicPartition(topic, each)).toList();
    thread = new Thread(() -> read(servers, all), "portally-bench-alerts");
  }

  /** Begins to read. All of the sightings are told of every alert that opens. */
  static AlertReader start(
      String servers, String topic, int partitions, List<AlertSightings> sightings) {
    AlertReader reader = new AlertReader(servers, topic, partitions, sightings);
    reader.thread.start();
    return reader;
  }

  /**
   * True.
   *
   * @throws StackFailure where it could not read on
   */
  boolean requireLife() {
    KafkaException failed = failure;
    if (failed != null) {
      throw StackFailure.unreachable(
          "The alerts could not be read: " + failed.getMessage(), failed);
    }
    return true;
  }

  @Override
  public void close() {
    closing = true;
    ThreadEnd.await(thread);
  }

  private void read(String servers, List<TopicPartition> partitions) {
    SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers)) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          see(record, decoder);
        }
      }
    } catch (InterruptException e) {
      closing = true;
    } catch (KafkaException e) {
      failure = e;
    }
  }

  private void see(ConsumerRecord<byte[], byte[]> record, SingleObjectDecoder decoder) {
    if (!Arrays.equals(header(record, TYPE), OPENED)) {
      return;
    }
    String consignmentId = new String(header(record, CONSIGNMENT), UTF_8);
    for (AlertSightings each : sightings) {
      if (!each.opened(consignmentId, record.timestamp()) && isOfTheRule(record, decoder)) {
        each.repeated();
      }
    }
  }

  /** Whether it is of the rule that holds from the beginning. */
  private static boolean isOfTheRule(
      ConsumerRecord<byte[], byte[]> record, SingleObjectDecoder decoder) {
    return decoder.decode(record.value()) instanceof Decoded.Event event
        && event.record() instanceof SlowClearance alert
        && alert.getRuleId().equals(Lodgements.RULE.getRuleId());
  }

  private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? new byte[0] : header.value();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "portally-bench-alerts",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            PIECE_BYTES,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
