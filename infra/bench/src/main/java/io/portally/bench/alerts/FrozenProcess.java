package io.portally.bench.alerts;

import io.portally.local.stack.StackFailure;
import java.io.IOException;

/** A process that lives but does nothing, as under {@code kill -STOP}, until this is closed. */
record FrozenProcess(ProcessHandle process) implements AutoCloseable {

  static FrozenProcess freeze(ProcessHandle process) {
    signal("STOP", process);
    return new FrozenProcess(process);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      signal("CONT", process);
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      // The shell's own: there is no program of that name on every machine.
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, process.pid()))
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw StackFailure.withExitCode(
            1, "kill -%s %d failed; is the process another user's?".formatted(name, process.pid()));
      }
    } catch (IOException e) {
      throw StackFailure.configuration("/bin/sh cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }
}
