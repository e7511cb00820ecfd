package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes that live but do nothing, as under {@code kill -STOP}, until this is closed. */
public record FrozenProcesses(List<ProcessHandle> processes) implements AutoCloseable {

  public FrozenProcesses {
    processes = List.copyOf(processes);
  }

  /** Freezes processes, so that they begin no others, and then all that descend from them. */
  public static FrozenProcesses freeze(Collection<ProcessHandle> first) {
    signal("STOP", first);
    List<ProcessHandle> all =
        first.stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .toList();
    if (all.size() > first.size()) {
      signal("STOP", all);
    }
    return new FrozenProcesses(all);
  }

  @Override
  public void close() {
    signal("CONT", processes.stream().filter(ProcessHandle::isAlive).toList());
  }

  private static void signal(String name, Collection<ProcessHandle> processes) {
    if (processes.isEmpty()) {
      return;
    }
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
