package io.portally.alerts.command;

import io.portally.alerts.rules.Suggestion;
import io.portally.alerts.rules.Suggestions;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import io.portally.simulator.command.KafkaTarget;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.RuleBook;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is usual beside what is ruled. */
@Command(
    name = "suggest",
    description = {
      "Show, for each leg, port and direction with enough cases in the last four weeks, within how",
      "many minutes nine of ten and 99 of 100 were, beside the rule that is in force there for what",
      "is under no programme (rules for one mode left out). Of complete days only."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong usage", "3:the broker or the database could not be reached"},
    sortOptions = false)
public final class RulesSuggestCommand implements Callable<Integer> {

  private static final String COLUMNS = "%-20s  %-5s  %-13s  %8s  %7s  %7s  %7s  %s";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget kafka = new KafkaTarget();

  @Option(names = "--port", paramLabel = "UN/LOCODE", description = "Only this port.")
  private @Nullable String port;

  @Option(names = "--leg", paramLabel = "LEG", description = "Only this leg.")
  private @Nullable String leg;

  @Option(
      names = "--cases",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "How many cases are enough. Default: ${DEFAULT-VALUE}.")
  private long cases;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      defaultValue = "${JDBC_URL}",
      description = "The database. Default: that of the stack.")
  private @Nullable String url;

  @Option(
      names = "--login",
      paramLabel = "LOGIN",
      defaultValue = "${PGUSER}",
      description =
          "A login with the role portally_reader, whose password is PGPASSWORD. Default: the stack's.")
  private @Nullable String user;

  @Override
  public Integer call() {
    if (url == null || DatabaseLogin.isMissing(url)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "No stack runs, and no other database is named; start one with ./portally up, or give --jdbc-url and --login");
    }
    Register register = RegisterReader.bundled();
    RuleBook rules = new RulesTopic(kafka, register).read(sentence -> {});
    List<Suggestion> suggestions = ask(url, register, rules);
    PrintWriter out = spec.commandLine().getOut();
    if (!suggestions.isEmpty()) {
      out.println(
          COLUMNS.formatted("leg", "port", "direction", "cases", "p90", "p99", "slow", "by rule"));
    }
    suggestions.forEach(suggestion -> out.println(line(suggestion)));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println("%d with %d cases or more; minutes".formatted(suggestions.size(), cases));
    err.flush();
    return ExitCode.DONE;
  }

  private List<Suggestion> ask(String database, Register register, RuleBook rules) {
    String login = DatabaseLogin.isMissing(user) ? null : user;
    String password = System.getProperty("PGPASSWORD", System.getenv("PGPASSWORD"));
    try {
      return new Suggestions(DatabaseLogin.of(database, login, password), register, rules)
          .ask(cases, port, leg);
    } catch (SQLException e) {
      throw DatabaseLogin.failure(e, "portally_reader");
    }
  }

  static String line(Suggestion suggestion) {
    return COLUMNS.formatted(
        suggestion.leg(),
        suggestion.port(),
        suggestion.direction(),
        suggestion.cases(),
        suggestion.p90Minutes(),
        suggestion.p99Minutes(),
        suggestion.inForce() == null ? "-" : suggestion.inForce().thresholdMinutes(),
        suggestion.inForce() == null ? "-" : suggestion.inForce().ruleId());
  }
}
