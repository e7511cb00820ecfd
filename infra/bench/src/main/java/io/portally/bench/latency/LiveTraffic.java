package io.portally.bench.latency;

import io.portally.bench.traffic.Backlog;
import io.portally.bench.traffic.ShortLives;
import io.portally.bench.traffic.ThreadEnd;
import io.portally.local.stack.StackFailure;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.Pace;
import io.portally.simulator.sink.Progress;
import io.portally.simulator.sink.Run;
import io.portally.simulator.sink.SinkException;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of both topics with probes among it, published in a thread of its own as it is due by the
 * clock: who was held up hurries after, and what is due waits for nobody.
 */
final class LiveTraffic implements AutoCloseable {

  /** How long a short life is: most of them are over before observing begins. */
  private static final Duration SHORT = Duration.ofSeconds(40);

  /**
   * What is published.
   *
   * @param rate records in a second, probes apart
   * @param shortLives the share of them that are of lives which are over within minutes
   */
  record Mixture(double rate, double shortLives) {

    Iterator<Publication> from(Instant start, Register register) {
      Traffic traffic = new Traffic(options(start, rate * (1 - shortLives)), register);
      return shortLives == 0
          ? traffic
          : new InOrder(traffic, new ShortLives(start, rate * shortLives, SHORT, 1));
    }
  }

  private final Thread thread;
  private volatile Progress progress;
  private volatile @Nullable SinkException failure;

  private LiveTraffic(
      String bootstrapServers,
      String topicPrefix,
      Instant start,
      Iterator<Publication> publications) {
    progress = new Progress(0, start);
    thread =
        new Thread(
            () -> run(bootstrapServers, topicPrefix, start, publications),
            "portally-bench-traffic");
  }

  /**
   * Begins.
   *
   * @param start when the first record is due, a little ahead
   * @param mixture what it consists of, probes apart
   */
  static LiveTraffic start(
      String bootstrapServers,
      String topicPrefix,
      Instant start,
      Mixture mixture,
      Probes probes,
      Register register) {
    LiveTraffic traffic =
        new LiveTraffic(
            bootstrapServers,
            topicPrefix,
            start,
            new ProbedTraffic(mixture.from(start, register), probes));
    traffic.thread.start();
    return traffic;
  }

  /** Faults of each kind, as the demo has them, so that nothing of the job stands idle. */
  private static TrafficOptions options(Instant start, double rate) {
    return TrafficOptions.builder()
        .speed(1)
        .rate(rate)
        .start(start)
        .duplicates(0.01)
        .corrections(0.005)
        .late(0.002)
        .corrupt(0.001)
        .futureDated(0.001)
        .build();
  }

  /**
   * How far it has come.
   *
   * @throws StackFailure where it has ended before its time
   */
  Progress progress() {
    SinkException failed = failure;
    if (failed != null) {
      throw StackFailure.unreachable("The traffic ended: " + failed.getMessage(), failed);
    }
    return progress;
  }

  @Override
  public void close() {
    thread.interrupt();
    ThreadEnd.await(thread);
  }

  private void run(
      String bootstrapServers,
      String topicPrefix,
      Instant start,
      Iterator<Publication> publications) {
    try (KafkaSink sink =
        new KafkaSink(
            KafkaProducers.connect(bootstrapServers), topicPrefix, Backlog.PARTITIONS_OF)) {
      new Run(publications, start, sink, Pace.of(1, start), reached -> progress = reached)
          .toTheEnd();
      // Else closing the producer would be cut short.
      Thread.interrupted();
    } catch (SinkException e) {
      failure = e;
    }
  }
}
