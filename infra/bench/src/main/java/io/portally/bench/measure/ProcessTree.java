package io.portally.bench.measure;

import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * What processes and their children have used, as Linux counts it below {@code /proc}. Children
 * that have ended are in the account of the parent that has waited for them.
 */
public final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  /** Fixed for programs, whatever the kernel's own clock. */
  private static final double TICKS_PER_SECOND = 100;

  private ProcessTree() {}

  /**
   * Refuses a machine that does not tell.
   *
   * @throws StackFailure where there is no {@code /proc}
   */
  public static void requireAccounts() {
    if (!Files.isReadable(PROC.resolve("self/stat"))) {
      throw StackFailure.configuration(
          "The benchmarks read CPU time and memory from /proc, which is not here; run them on Linux.");
    }
  }

  /** CPU seconds, user and system, of the processes and all that have descended from them. */
  public static double cpuSeconds(Collection<ProcessHandle> roots) {
    return withDescendants(roots).mapToDouble(ProcessTree::cpuSecondsAlone).sum();
  }

  /** The greatest resident memory that each has had so far, added up, in bytes. */
  public static long peakResidentBytes(Collection<ProcessHandle> roots) {
    return withDescendants(roots).mapToLong(ProcessTree::peakResidentBytes).sum();
  }

  private static Stream<ProcessHandle> withDescendants(Collection<ProcessHandle> roots) {
    return roots.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
  }

  /** CPU seconds of one process and those of its children that have ended. */
  static double cpuSecondsAlone(ProcessHandle process) {
    return cpuSeconds(read(process, "stat"));
  }

  /** Of a line of {@code /proc/PID/stat}; 0 for an empty one, of a process that is gone. */
  static double cpuSeconds(String stat) {
    // The second field is the program's name, which may hold blanks and brackets.
    int end = stat.lastIndexOf(')');
    if (end < 0) {
      return 0;
    }
    String[] fields = stat.substring(end + 2).split(" ", -1);
    // From the third field on: utime, stime, cutime, cstime are the 14th to 17th.
    long ticks = 0;
    for (int field = 14; field <= 17; field++) {
      ticks += Long.parseLong(fields[field - 3]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long peakResidentBytes(ProcessHandle process) {
    return peakResidentBytes(read(process, "status"));
  }

  /** Of the text of {@code /proc/PID/status}; 0 for a process without memory. */
  static long peakResidentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(PROC.resolve(Long.toString(process.pid())).resolve(file));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      // What ends while it is read has no such process (ESRCH).
      if (!process.isAlive()) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
