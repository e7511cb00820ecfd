package io.portally.simulator.sink;

import io.portally.simulator.traffic.Publication;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Takes traffic to a sink. */
public final class Run {
  /** The listener hears of every so many records, and of every wait. */
  private static final int REPORT_EVERY = 1000;

  private final Iterator<Publication> traffic;
  private final Sink sink;
  private final @Nullable Pace pace;
  private final Progress.Listener listener;
  private long records;
  private Instant simulated;

  /**
   * Prepares a run; the sink stays the caller's to close.
   *
   * @param start of the traffic
   * @param pace null: as fast as it goes
   */
  public Run(
      Iterator<Publication> traffic,
      Instant start,
      Sink sink,
      @Nullable Pace pace,
      Progress.Listener listener) {
    this.traffic = traffic;
    this.sink = sink;
    this.pace = pace;
    this.listener = listener;
    simulated = start;
  }

  /**
   * Runs until the traffic ends or the thread is interrupted, whose flag is then set; flushes the
   * sink in either case.
   *
   * @return how far it came
   * @throws SinkException if the sink fails
   */
  public Progress toTheEnd() {
    while (!Thread.currentThread().isInterrupted() && traffic.hasNext()) {
      Publication publication = traffic.next();
      if (pace != null && waited(publication) && Thread.currentThread().isInterrupted()) {
        break;
      }
      put(publication);
    }
    sink.flush();
    Progress progress = new Progress(records, simulated);
    listener.reached(progress);
    return progress;
  }

  private boolean waited(Publication publication) {
    boolean waited = pace != null && pace.await(publication.recordMillis());
    if (waited) {
      listener.reached(new Progress(records, simulated));
    }
    return waited;
  }

  private void put(Publication publication) {
    sink.put(publication);
    simulated = Instant.ofEpochMilli(publication.recordMillis());
    if (publication instanceof Publication.Pulse) {
      return;
    }
    records++;
    if (records % REPORT_EVERY == 0) {
      listener.reached(new Progress(records, simulated));
    }
  }
}
