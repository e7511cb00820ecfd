package io.portally.local.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes that live but do nothing, as under {@code kill -STOP}, until this is closed. */
record FrozenProcesses(List<ProcessHandle> processes) implements AutoCloseable {

  /** Freezes a process, so that it begins no others, and then all that descend from it. */
  static FrozenProcesses freeze(ProcessHandle first) {
    signal("STOP", List.of(first));
    List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
    signal("STOP", all);
    return new FrozenProcesses(all);
  }

  @Override
  public void close() {
    signal("CONT", processes.stream().filter(ProcessHandle::isAlive).toList());
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    String ids =
        processes.stream()
            .map(process -> String.valueOf(process.pid()))
            .collect(Collectors.joining(" "));
    try {
      // The shell's own: there is no program of that name on every machine.
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -%s %s".formatted(name, ids))
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -%s %s failed".formatted(name, ids));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
