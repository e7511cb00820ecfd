package io.portally.local.stack;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a process is ended: asked first, forced after a while. */
final class Processes {

  private static final Duration AFTER_FORCE = Duration.ofSeconds(10);

  private Processes() {}

  /**
   * Asks the process to end, forces it after the given patience, and returns when it is gone. An
   * interruption does not hasten it, and is kept.
   */
  static void end(ProcessHandle process, Duration patience) {
    boolean interrupted = Thread.interrupted();
    process.destroy();
    if (!awaitEnd(process, patience)) {
      process.destroyForcibly();
      awaitEnd(process, AFTER_FORCE);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process ended within the given time. */
  static boolean awaitEnd(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
