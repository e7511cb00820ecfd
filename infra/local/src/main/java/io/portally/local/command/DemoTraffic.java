package io.portally.local.command;

import static java.util.stream.Collectors.toMap;

import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.StackFailure;
import io.portally.schemas.Topic;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.Pace;
import io.portally.simulator.sink.Progress;
import io.portally.simulator.sink.Run;
import io.portally.simulator.sink.SinkException;
import io.portally.simulator.traffic.Merged;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.simulator.traffic.Until;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nation's traffic into a stack, in a thread of its own until it is closed. */
final class DemoTraffic implements AutoCloseable {

  private static final Duration LAST_RECORDS = Duration.ofSeconds(35);
  private static final Map<Topic, Integer> PARTITIONS =
      Stream.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS)
          .collect(toMap(Function.identity(), topic -> EmbeddedStack.EVENT_PARTITIONS));

  private final Thread thread;
  private volatile Progress progress;
  private volatile @Nullable SinkException failure;

  private DemoTraffic(
      String bootstrapServers, TrafficOptions options, Iterator<Publication> underWay) {
    progress = new Progress(0, options.start());
    thread = new Thread(() -> run(bootstrapServers, options, underWay), "portally-traffic");
  }

  /**
   * Begins to publish.
   *
   * @param underWay what {@link #publishPast} has left, published beside it
   */
  static DemoTraffic start(
      String bootstrapServers, TrafficOptions options, Iterator<Publication> underWay) {
    DemoTraffic traffic = new DemoTraffic(bootstrapServers, options, underWay);
    traffic.thread.start();
    return traffic;
  }

  /**
   * Publishes a traffic at once, up to an instant, and returns when the broker has all of it.
   *
   * @param past begins before that
   * @return how it goes on: without that, all cargo under way then would wait for ever
   */
  static Iterator<Publication> publishPast(
      String bootstrapServers, TrafficOptions past, Instant end) {
    try (KafkaSink sink = sink(bootstrapServers)) {
      Until traffic = new Until(new Traffic(past, RegisterReader.bundled()), end);
      new Run(traffic, past.start(), sink, null, Progress.Listener.NONE).toTheEnd();
      return traffic.rest();
    } catch (SinkException e) {
      throw StackFailure.unreachable("The past could not be published: " + e.getMessage(), e);
    }
  }

  /** How far it has come. */
  Progress progress() {
    return progress;
  }

  /** Why it has ended before its time, if it has. */
  Optional<SinkException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Ends it, with the last records sent. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LAST_RECORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(
      String bootstrapServers, TrafficOptions options, Iterator<Publication> underWay) {
    try (KafkaSink sink = sink(bootstrapServers)) {
      var traffic = new Merged(underWay, new Traffic(options, RegisterReader.bundled()));
      Pace pace = Pace.of(options.speed(), options.start());
      new Run(traffic, options.start(), sink, pace, reached -> progress = reached).toTheEnd();
      // Else closing the producer would be cut short.
      Thread.interrupted();
    } catch (SinkException e) {
      failure = e;
    }
  }

  private static KafkaSink sink(String bootstrapServers) {
    return new KafkaSink(KafkaProducers.connect(bootstrapServers), "portally.", PARTITIONS);
  }
}
