package io.portally.simulator.sink;

import io.portally.simulator.traffic.Publication;

/** Takes publications in the order of their record timestamps. */
public interface Sink extends AutoCloseable {
  /**
   * Takes one. It may be out only after {@link #flush} or {@link #close}.
   *
   * @throws SinkException if this one or an earlier one could not be put out
   */
  void put(Publication publication);

  /**
   * Puts out all that has been taken.
   *
   * @throws SinkException if something could not be put out
   */
  void flush();

  /**
   * Flushes and lets go of everything.
   *
   * @throws SinkException if something could not be put out
   */
  @Override
  void close();
}
