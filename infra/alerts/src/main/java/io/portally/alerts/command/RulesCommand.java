package io.portally.alerts.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From when on something is slow. */
@Command(
    name = "rules",
    description =
        "List the rules from which on something is slow, put and delete them, or see what is usual.",
    subcommands = {
      RulesListCommand.class,
      RulesPutCommand.class,
      RulesDeleteCommand.class,
      RulesSuggestCommand.class
    },
    sortOptions = false)
public final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do, such as: portally rules list.");
  }
}
