package io.portally.bench.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.local.stack.StackFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What lives in the heap of a JVM: the sum of a class histogram, for which it collects garbage. */
final class LiveHeap {

  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private LiveHeap() {}

  /**
   * In bytes.
   *
   * @throws StackFailure where the JVM does not say
   */
  static long bytes(ProcessHandle jvm) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String total = null;
      String last = "";
      try (BufferedReader lines = asked.inputReader(UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line;
          total = totalIn(line, total);
        }
      }
      if (asked.waitFor() != 0 || total == null) {
        throw StackFailure.withExitCode(
            1, "The heap of process %d could not be looked at: %s".formatted(jvm.pid(), last));
      }
      return Long.parseLong(total);
    } catch (IOException e) {
      throw StackFailure.configuration(
          "%s cannot be run (%s); use a JDK, as a JRE lacks it.".formatted(jcmd, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }

  private static @Nullable String totalIn(String line, @Nullable String otherwise) {
    Matcher total = TOTAL.matcher(line);
    return total.find() ? total.group(1) : otherwise;
  }
}
