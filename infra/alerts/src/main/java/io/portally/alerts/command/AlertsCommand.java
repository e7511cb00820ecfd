package io.portally.alerts.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is slow now, and who takes care of it. */
@Command(
    name = "alerts",
    description = "List the open alerts, acknowledge one, or take that back.",
    subcommands = {
      AlertsListCommand.class,
      AlertsAcknowledgeCommand.class,
      AlertsTakeBackCommand.class
    },
    sortOptions = false)
public final class AlertsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do, such as: portally alerts list.");
  }
}
