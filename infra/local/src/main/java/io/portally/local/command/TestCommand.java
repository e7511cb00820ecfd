package io.portally.local.command;

import io.portally.local.stack.StackFailure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Only named here, so that the help lists it: the launcher hands tests to Maven. */
@Command(
    name = "test",
    description = "Build and run every test (more arguments go to Maven).",
    sortOptions = false)
public final class TestCommand implements Runnable {

  @Parameters(paramLabel = "ARGUMENT", description = "What Maven is given as well.")
  private List<String> arguments = List.of();

  @Override
  public void run() {
    throw StackFailure.configuration(
        "The tests are run by the launcher: call ./portally test %s"
            .formatted(String.join(" ", arguments))
            .strip());
  }
}
