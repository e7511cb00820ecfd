package io.portally.bench.engine;

import java.util.List;

/** An engine at work. */
public interface Run extends AutoCloseable {

  /** How many records it has read, as far as is known. */
  long consumed();

  /**
   * Whether all rows are committed.
   *
   * @throws io.portally.local.stack.StackFailure where it has ended without that
   */
  boolean hasEnded();

  /**
   * Has a checkpoint taken, by an engine that takes them and has not ended.
   *
   * @throws io.portally.local.stack.StackFailure where the order is not taken
   */
  void checkpoint();

  /** Its processes; of each one the descendants belong to it as well. */
  List<ProcessHandle> processes();

  /** Ends it, if it has not ended, and what is left of it. */
  @Override
  void close();
}
