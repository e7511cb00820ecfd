package io.portally.flink.source;

import io.portally.events.Heartbeat;
import io.portally.flink.metric.JobCounter;
import io.portally.schemas.SingleObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a heartbeat to every partition of the event topics for each element that it is given.
 *
 * <p>Not a KafkaSink: a heartbeat that cannot be delivered at once is worth nothing later, and its
 * loss must not fail the job. While the broker is away heartbeats are dropped and counted, and
 * event time stands still, which is the truth. It stands still a while longer when the broker is
 * back: what happened meanwhile is under way then, and has as much time to come as it always has.
 * Heartbeats until then say once more what the last one before the outage said.
 */
public final class HeartbeatSink implements Sink<Long> {

  private static final long serialVersionUID = 1L;

  private final Properties kafka;
  private final List<String> topics;
  private final Duration interval;
  private final Duration outOfOrderness;

  /**
   * Prepares the sink.
   *
   * @param kafka the properties of the Kafka clients
   * @param interval after which a heartbeat that could not be delivered is dropped
   * @param outOfOrderness how long events may be under way
   */
  public HeartbeatSink(
      Properties kafka, List<String> topics, Duration interval, Duration outOfOrderness) {
    this.kafka = kafka;
    this.topics = List.copyOf(topics);
    this.interval = interval;
    this.outOfOrderness = outOfOrderness;
  }

  @Override
  public SinkWriter<Long> createWriter(WriterInitContext context) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    int patience = Math.toIntExact(Math.max(interval.toMillis(), 1_000));
    properties.putAll(
        Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, patience,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience,
            ProducerConfig.LINGER_MS_CONFIG, 0));
    var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    return new Writer(
        producer,
        topics,
        // The last heartbeat that is dropped may have been written so long before the broker is
        // back.
        outOfOrderness.plusMillis(2L * patience),
        // Counted on the producer's thread, too.
        JobCounter.HEARTBEATS_SENT.in(context.metricGroup(), new ThreadSafeSimpleCounter()),
        JobCounter.HEARTBEATS_DROPPED.in(context.metricGroup(), new ThreadSafeSimpleCounter()));
  }

  private static final class Writer implements SinkWriter<Long> {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatSink.class);

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> topics;
    private final Duration holdAfterDrop;
    private final Counter sent;
    private final Counter dropped;

    /** Told once, however many heartbeats it costs. */
    private final AtomicBoolean outage = new AtomicBoolean();

    /** The newest instant that a broker has taken, epoch milliseconds; 0 is believed by nobody. */
    private final AtomicLong taken = new AtomicLong();

    /** Until then event time stands still. */
    private volatile Instant heldUntil = Instant.MIN;

    Writer(
        KafkaProducer<byte[], byte[]> producer,
        List<String> topics,
        Duration holdAfterDrop,
        Counter sent,
        Counter dropped) {
      this.producer = producer;
      this.topics = topics;
      this.holdAfterDrop = holdAfterDrop;
      this.sent = sent;
      this.dropped = dropped;
    }

    @Override
    public void write(Long tick, Context context) throws InterruptedException {
      Instant now = Instant.now();
      Instant emittedAt = now.isBefore(heldUntil) ? Instant.ofEpochMilli(taken.get()) : now;
      for (String topic : topics) {
        try {
          for (PartitionInfo partition : producer.partitionsFor(topic)) {
            send(topic, partition.partition(), now, emittedAt);
          }
        } catch (InterruptException e) {
          throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
          drop(topic, e);
        }
      }
    }

    private void send(String topic, int partition, Instant now, Instant emittedAt) {
      var record =
          new ProducerRecord<byte[], byte[]>(
              topic,
              partition,
              now.toEpochMilli(),
              null,
              SingleObject.encode(new Heartbeat(emittedAt)));
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  sent.inc();
                  outage.set(false);
                  taken.accumulateAndGet(emittedAt.toEpochMilli(), Math::max);
                } else {
                  drop(topic, failure);
                }
              });
    }

    private void drop(String topic, Exception failure) {
      dropped.inc();
      heldUntil = Instant.now().plus(holdAfterDrop);
      if (outage.getAndSet(true)) {
        return;
      }
      LOG.warn(
          "No heartbeat on {}: {}. Event time stands still until the broker has answered again for a while.",
          topic,
          failure.toString());
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing to wait for: what is not delivered in time is dropped.
    }

    @Override
    public void close() {
      producer.close(Duration.ZERO);
    }
  }
}
