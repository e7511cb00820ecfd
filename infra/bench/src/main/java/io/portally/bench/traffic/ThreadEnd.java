package io.portally.bench.traffic;

/** The end of a thread that works beside a measurement. */
public final class ThreadEnd {

  private ThreadEnd() {}

  /** Returns when the thread has ended; an interruption does not hasten it, and is kept. */
  public static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
