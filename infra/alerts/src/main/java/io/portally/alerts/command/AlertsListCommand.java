package io.portally.alerts.command;

import io.portally.alerts.database.OpenRow;
import io.portally.simulator.command.ExitCode;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is open. */
@Command(
    name = "list",
    description = {
      "Show the open alerts, slow before at risk, the most overdue first: severity, port, leg, what",
      "is waited for and on whom, what waits, since when and when it was due (UTC), who has",
      "acknowledged it, and the id that ack takes."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong usage", "3:no database could be reached"},
    sortOptions = false)
public final class AlertsListCommand implements Callable<Integer> {

  private static final String COLUMNS = "%-8s  %-5s  %-20s  %-26s  %-20s  %-20s  %-20s  %-12s  %s";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AcknowledgerTarget target = new AcknowledgerTarget();

  @Option(names = "--port", paramLabel = "UN/LOCODE", description = "Only those at this port.")
  private @Nullable String port;

  @Option(names = "--rule", paramLabel = "RULE", description = "Only those by this rule.")
  private @Nullable String rule;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "At most so many; 0 for all. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    List<OpenRow> open = target.ask(acknowledgements -> acknowledgements.open(port, rule));
    List<OpenRow> shown = limit > 0 && open.size() > limit ? open.subList(0, limit) : open;
    PrintWriter out = spec.commandLine().getOut();
    if (!shown.isEmpty()) {
      out.println(
          COLUMNS.formatted(
              "severity", "port", "leg", "waiting for", "unit", "since", "due", "acked by", "id"));
    }
    shown.forEach(row -> out.println(line(row)));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        shown.size() < open.size()
            ? "%d of %d open; --limit 0 shows all".formatted(shown.size(), open.size())
            : "%d open".formatted(open.size()));
    err.flush();
    return ExitCode.DONE;
  }

  static String line(OpenRow row) {
    return COLUMNS.formatted(
        row.kind().equals("SLOW") ? row.severity() : "AT_RISK",
        row.port(),
        row.leg(),
        "%s on %s".formatted(row.waitingFor(), row.waitingOn()),
        row.unit(),
        row.startedAt().truncatedTo(ChronoUnit.SECONDS),
        row.dueAt().truncatedTo(ChronoUnit.SECONDS),
        row.acknowledgedBy() == null ? "-" : row.acknowledgedBy(),
        row.alertId());
  }
}
