package io.portally.alerts.command;

import io.portally.simulator.command.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says that nobody takes care of an alert any more. */
@Command(
    name = "unack",
    description = {
      "Take acknowledgements back: the alerts can be heard in Alertmanager again, while they are open."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:taken back",
      "1:an alert was not acknowledged",
      "2:wrong usage",
      "3:the database or Alertmanager could not be reached"
    },
    sortOptions = false)
public final class AlertsTakeBackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AcknowledgerTarget target = new AcknowledgerTarget();
  @Mixin private AlertmanagerArgument alertmanager = new AlertmanagerArgument();

  @Parameters(arity = "1..*", paramLabel = "ALERT", description = "Ids, as alerts list shows them.")
  private List<String> alerts = List.of();

  @Option(
      names = "--by",
      paramLabel = "WHO",
      defaultValue = "${sys:user.name}",
      description = "Who takes it back. Default: ${DEFAULT-VALUE}.")
  private String by = "";

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    boolean all = true;
    for (String alert : alerts) {
      boolean stood = target.ask(acknowledgements -> acknowledgements.takeBack(alert, by));
      // Also where the database was told by an earlier try, and Alertmanager was away then.
      alertmanager.unsilence(alert);
      err.println(
          stood
              ? "%s is no longer acknowledged".formatted(alert)
              : "%s was not acknowledged".formatted(alert));
      all &= stood;
    }
    err.flush();
    return all ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }
}
