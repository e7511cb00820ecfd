package io.portally.bench.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks. */
@Command(
    name = "bench",
    description = {
      "Measure Portally, also against its peers.",
      "On a stack of its own below the data directory; nothing of yours is touched."
    },
    sortOptions = false,
    subcommands = {
      DrainCommand.class,
      LatencyCommand.class,
      GrowthCommand.class,
      AlertsCommand.class
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to measure: portally bench drain.");
  }
}
