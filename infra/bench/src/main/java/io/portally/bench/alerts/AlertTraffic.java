package io.portally.bench.alerts;

import io.portally.bench.traffic.ThreadEnd;
import io.portally.local.stack.StackFailure;
import io.portally.simulator.sink.Pace;
import io.portally.simulator.sink.Progress;
import io.portally.simulator.sink.Run;
import io.portally.simulator.sink.Sink;
import io.portally.simulator.sink.SinkException;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.Register;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of both topics without faults, published in a thread of its own as it is due by the
 * clock: who was held up hurries after, and what is due waits for nobody.
 */
final class AlertTraffic implements AutoCloseable {

  private final Thread thread;
  private volatile long furthestBehind;
  private volatile @Nullable SinkException failure;

  private AlertTraffic(Sink into, EventTime eventTime, TrafficOptions options, Register register) {
    thread = new Thread(() -> run(into, eventTime, options, register), "portally-bench-traffic");
  }

  /**
   * Begins.
   *
   * @param into owned by this from now on
   * @param eventTime is told of all that is published
   * @param start when the first record is due, a little ahead
   * @param rate records in a second
   */
  static AlertTraffic start(
      Sink into, EventTime eventTime, Instant start, double rate, Register register) {
    TrafficOptions options =
        TrafficOptions.builder().speed(1).rate(rate).start(start).reportedAgain(0).build();
    AlertTraffic traffic = new AlertTraffic(into, eventTime, options, register);
    traffic.thread.start();
    return traffic;
  }

  /**
   * True.
   *
   * @throws StackFailure where it has ended before its time
   */
  boolean requireLife() {
    SinkException failed = failure;
    if (failed != null) {
      throw StackFailure.unreachable("The traffic ended: " + failed.getMessage(), failed);
    }
    return true;
  }

  /** The furthest that it was behind what was due, in milliseconds. */
  double furthestBehindMillis() {
    return furthestBehind;
  }

  @Override
  public void close() {
    thread.interrupt();
    ThreadEnd.await(thread);
  }

  private void run(Sink into, EventTime eventTime, TrafficOptions options, Register register) {
    try (Sink sink = new TimedSink(into, eventTime)) {
      OrderedTraffic traffic = new OrderedTraffic(new Traffic(options, register), options.start());
      Pace pace = Pace.of(1, options.start());
      new Run(traffic, options.start(), sink, pace, this::reached).toTheEnd();
      // Else closing the producer would be cut short.
      Thread.interrupted();
    } catch (SinkException e) {
      failure = e;
    }
  }

  private void reached(Progress progress) {
    long behind = System.currentTimeMillis() - progress.simulated().toEpochMilli();
    furthestBehind = Math.max(furthestBehind, behind);
  }
}
