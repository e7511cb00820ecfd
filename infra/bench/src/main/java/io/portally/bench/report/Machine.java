package io.portally.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where it was measured: absolute figures mean nothing without it.
 *
 * @param cpu the model's name
 * @param cpus how many this process sees
 * @param memoryBytes of the whole machine
 * @param kernel name and version of the operating system
 * @param java of all processes
 */
public record Machine(String cpu, int cpus, long memoryBytes, String kernel, String java) {

  /** The machine that this runs on. */
  public static Machine here() {
    return new Machine(
        valueOf("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(valueOf("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) << 10,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString());
  }

  private static String valueOf(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
