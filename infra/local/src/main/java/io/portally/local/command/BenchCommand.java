package io.portally.local.command;

import io.portally.local.stack.StackFailure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Only named here, so that the help lists it: the launcher builds and adds what runs it. */
@Command(
    name = "bench",
    description = "Measure Portally, also against its peers; see: portally bench --help.",
    sortOptions = false)
public final class BenchCommand implements Runnable {

  @Parameters(paramLabel = "ARGUMENT", description = "drain, latency or alerts, and their options.")
  private List<String> arguments = List.of();

  @Override
  public void run() {
    throw StackFailure.configuration(
        "The benchmarks are built by the launcher: call ./portally bench %s"
            .formatted(String.join(" ", arguments))
            .strip());
  }
}
