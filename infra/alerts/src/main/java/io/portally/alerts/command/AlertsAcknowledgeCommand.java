package io.portally.alerts.command;

import io.portally.alerts.database.Acknowledgements;
import io.portally.alerts.database.Acknowledgements.Standing;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says that somebody takes care of an alert. */
@Command(
    name = "ack",
    description = {
      "Acknowledge open alerts: who takes care, and why nobody else has to. It is stored, and the",
      "alert is silent in Alertmanager until it is over or the acknowledgement is taken back.",
      "An alert that opens again is not acknowledged."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:acknowledged",
      "1:an alert is not open, or somebody else has acknowledged it",
      "2:wrong usage",
      "3:the database or Alertmanager could not be reached"
    },
    sortOptions = false)
public final class AlertsAcknowledgeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AcknowledgerTarget target = new AcknowledgerTarget();
  @Mixin private AlertmanagerArgument alertmanager = new AlertmanagerArgument();

  @Parameters(arity = "1..*", paramLabel = "ALERT", description = "Ids, as alerts list shows them.")
  private List<String> alerts = List.of();

  @Option(
      names = "--why",
      required = true,
      paramLabel = "REASON",
      description = "Why nobody else has to act.")
  private String why = "";

  @Option(
      names = "--by",
      paramLabel = "WHO",
      defaultValue = "${sys:user.name}",
      description = "Who takes care. Default: ${DEFAULT-VALUE}.")
  private String by = "";

  @Override
  public Integer call() {
    if (why.isBlank() || by.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--why and --by must not be blank: others will ask who and why");
    }
    boolean all = true;
    for (String alert : alerts) {
      all &= acknowledge(alert);
    }
    return all ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }

  private boolean acknowledge(String alert) {
    String refusal = target.ask(acknowledgements -> refusalOf(alert, acknowledgements));
    PrintWriter err = spec.commandLine().getErr();
    if (!refusal.isEmpty()) {
      err.println(refusal);
      err.flush();
      return false;
    }
    alertmanager.silence(alert, by, why);
    err.println(
        "%s is acknowledged%s"
            .formatted(
                alert,
                alertmanager.isGiven()
                    ? " and silent"
                    : "; no --alertmanager is given, so it is not silenced"));
    err.flush();
    return true;
  }

  /** Stores the acknowledgement; empty where that could be done. */
  private String refusalOf(String alert, Acknowledgements acknowledgements) throws SQLException {
    Optional<Standing> standing = acknowledgements.standing(alert);
    if (standing.isEmpty()) {
      return "There is no alert %s in the database: copy the id from ./portally alerts list, and see that ./portally job alert-archive runs"
          .formatted(alert);
    }
    if (!standing.get().status().equals("OPEN")) {
      return "%s is not open any more: it is %s".formatted(alert, standing.get().status());
    }
    String who = acknowledgements.acknowledge(alert, standing.get().occurrence(), by, why);
    return who.equals(by)
        ? ""
        : "%s is acknowledged by %s already; ./portally alerts unack takes that back"
            .formatted(alert, who);
  }
}
