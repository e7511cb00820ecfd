package io.portally.simulator.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the process's shutdown (Ctrl-C) into an interruption of the thread that made this, and
 * holds the shutdown up until that thread has closed it.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "portally-stop");

  private Interruption() {}

  /** Interrupts the calling thread when the process is to end. */
  public static Interruption onShutdown() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupt() {
    worker.interrupt();
    try {
      if (!done.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.printf(
            "The last records could not be put out within %d s%n", LONGEST.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Clears the thread's flag: the work has ended because of it, what follows may wait again. */
  public void acknowledge() {
    Thread.interrupted();
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown is under way; the hook ends by itself now.
    }
  }
}
