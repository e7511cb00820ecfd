package io.portally.simulator.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was rejected: to look at, to mend, and to publish again. */
@Command(
    name = "dead-letters",
    description =
        "List the records that were rejected, and publish them again, as they were or mended.",
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
public final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do, such as: portally dead-letters list.");
  }
}
