package io.portally.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the machine's CPUs have done since it was started, in CPU seconds.
 *
 * @param busy in use by anybody
 * @param stolen taken by the host for other machines
 */
public record MachineLoad(double busy, double stolen) {

  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int STOLEN = 7;

  public static MachineLoad now() {
    return of(firstLineOf("/proc/stat"));
  }

  /** The load average of the last minute. */
  public static double average() {
    return Double.parseDouble(firstLineOf("/proc/loadavg").split(" ", 2)[0]);
  }

  public MachineLoad since(MachineLoad earlier) {
    return new MachineLoad(busy - earlier.busy, stolen - earlier.stolen);
  }

  /** Of the first line of {@code /proc/stat}. */
  static MachineLoad of(String line) {
    // user nice system idle iowait irq softirq steal; guests are in user already.
    long[] ticks =
        Arrays.stream(line.strip().split("\\s+", -1)).skip(1).mapToLong(Long::parseLong).toArray();
    long busy = Arrays.stream(ticks, 0, STOLEN).sum() - ticks[IDLE] - ticks[WAITING];
    return new MachineLoad(busy / TICKS_PER_SECOND, ticks[STOLEN] / TICKS_PER_SECOND);
  }

  private static String firstLineOf(String file) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
