package io.portally.local;

import io.portally.alerts.command.AlertsCommand;
import io.portally.alerts.command.NotifyCommand;
import io.portally.alerts.command.RulesCommand;
import io.portally.local.command.BenchCommand;
import io.portally.local.command.DemoCommand;
import io.portally.local.command.DownCommand;
import io.portally.local.command.GenerationCommand;
import io.portally.local.command.GlobalOptions;
import io.portally.local.command.JobCommand;
import io.portally.local.command.Outcome;
import io.portally.local.command.StackDefaults;
import io.portally.local.command.TestCommand;
import io.portally.local.command.UpCommand;
import io.portally.simulator.command.DeadLettersCommand;
import io.portally.simulator.command.SendCommand;
import io.portally.simulator.command.SimulateCommand;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code portally} command; see {@code portally --help}. */
@Command(
    name = "portally",
    description = "A port tally that never sleeps: from Kafka to PostgreSQL, through Flink.",
    versionProvider = BuildVersion.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:some input was refused, or the job failed",
      "2:usage or configuration",
      "3:a server cannot be reached"
    },
    subcommands = {
      DemoCommand.class,
      TestCommand.class,
      UpCommand.class,
      DownCommand.class,
      JobCommand.class,
      GenerationCommand.class,
      SendCommand.class,
      SimulateCommand.class,
      DeadLettersCommand.class,
      NotifyCommand.class,
      AlertsCommand.class,
      RulesCommand.class,
      BenchCommand.class
    })
public final class Portally implements GlobalOptions, Runnable {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "The directory that the embedded stack keeps everything in. Default: .portally in the project.")
  private Path data = StackDefaults.dataDirectory();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  private boolean verbose;

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    StackDefaults.apply(args);
    System.exit(commandLine().execute(args));
  }

  /** The command with its subcommands, exit codes and one-sentence errors. */
  public static CommandLine commandLine() {
    return commandLine(Map.of());
  }

  /**
   * The command with other subcommands in the place of those that are only named here.
   *
   * @param others by their names
   */
  public static CommandLine commandLine(Map<String, Object> others) {
    CommandLine commands = new CommandLine(new Portally());
    others.forEach(
        (name, command) -> {
          commands.getCommandSpec().removeSubcommand(name);
          commands.addSubcommand(name, command);
        });
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler(Outcome::usage);
    commands.setExecutionExceptionHandler(Outcome::failure);
    return commands;
  }

  @Override
  public Path data() {
    return data.toAbsolutePath().normalize();
  }

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do, such as: portally demo.");
  }
}
