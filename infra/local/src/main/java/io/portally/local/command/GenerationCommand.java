package io.portally.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The full computations that stand side by side in the database. */
@Command(
    name = "generation",
    description =
        "List the generations of figures, make a new one, and choose the one that the views show.",
    subcommands = {
      GenerationListCommand.class,
      GenerationNewCommand.class,
      GenerationUseCommand.class
    },
    sortOptions = false)
public final class GenerationCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do, such as: portally generation list.");
  }
}
