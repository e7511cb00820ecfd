package io.portally.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's heap holds that is still in use. The JDK's own {@code jcmd} tells. */
public final class Heap {

  /** A generation, or all of the heap, whatever the collector; what is not heap has no total. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private Heap() {}

  /** Bytes, after the JVM has collected all that is garbage. */
  public static long usedAfterCollection(ProcessHandle jvm) {
    String unused = ask(jvm, "GC.run");
    return used(ask(jvm, "GC.heap_info"));
  }

  /**
   * Bytes of all generations.
   *
   * @param info what {@code jcmd} says to {@code GC.heap_info}
   * @throws StackFailure where it says nothing of the kind
   */
  static long used(String info) {
    Matcher used = USED.matcher(info);
    long bytes = 0;
    while (used.find()) {
      bytes += Long.parseLong(used.group(1)) << 10;
    }
    if (bytes == 0) {
      throw StackFailure.withExitCode(1, "The JVM does not tell of its heap, but: " + info);
    }
    return bytes;
  }

  private static String ask(ProcessHandle jvm, String question) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asking =
          new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()), question)
              .redirectErrorStream(true)
              .start();
      String answer = new String(asking.getInputStream().readAllBytes(), UTF_8);
      if (asking.waitFor() != 0) {
        throw StackFailure.withExitCode(
            1, "%s of process %d failed: %s".formatted(question, jvm.pid(), answer.strip()));
      }
      return answer;
    } catch (IOException e) {
      throw StackFailure.configuration(
          "%s cannot be run (%s); run with a JDK.".formatted(jcmd, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }
}
