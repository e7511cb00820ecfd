package io.portally.simulator.sink;

import java.time.Instant;

/**
 * How far a run has come.
 *
 * @param records put into the sink, heartbeats apart
 * @param simulated the record timestamp of the last one; the start before the first
 */
public record Progress(long records, Instant simulated) {

  /** Is told of progress, in the thread of the run: be quick. */
  public interface Listener {
    Listener NONE = progress -> {};

    void reached(Progress progress);
  }
}
