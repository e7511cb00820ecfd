package io.portally.bench;

import io.portally.bench.command.BenchCommand;
import io.portally.local.Portally;
import io.portally.local.command.StackDefaults;
import java.util.Map;
import picocli.CommandLine;

/** The {@code portally} command with its benchmarks, which the launcher builds only when asked. */
public final class Bench {

  private Bench() {}

  public static void main(String[] args) {
    StackDefaults.apply(args);
    System.exit(commandLine().execute(args));
  }

  /** Every command of {@code portally}, and the benchmarks in full. */
  public static CommandLine commandLine() {
    return Portally.commandLine(Map.of("bench", new BenchCommand()));
  }
}
