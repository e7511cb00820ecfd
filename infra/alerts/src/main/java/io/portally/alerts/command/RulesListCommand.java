package io.portally.alerts.command;

import io.portally.alerts.rules.RuleFile;
import io.portally.simulator.command.ExitCode;
import io.portally.simulator.command.KafkaTarget;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.Rule;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the rules. */
@Command(
    name = "list",
    description = {
      "Show the rules that the topic holds: id, version, leg, what it is for, minutes after which",
      "that is slow and at risk, severity, and whether it is off."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong usage", "3:no broker could be reached"},
    sortOptions = false)
public final class RulesListCommand implements Callable<Integer> {

  private static final String COLUMNS = "%-24s  %7s  %-20s  %-36s  %6s  %7s  %-8s  %s";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget kafka = new KafkaTarget();

  @Option(
      names = "--yaml",
      description = "As a file that rules put takes: to edit it, and put it again.")
  private boolean yaml;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Rule> rules =
        new RulesTopic(kafka, RegisterReader.bundled())
            .read(err::println).rules().values().stream()
                .sorted((a, b) -> a.ruleId().compareTo(b.ruleId()))
                .toList();
    if (yaml) {
      out.print(RuleFile.write(rules));
    } else if (!rules.isEmpty()) {
      out.println(
          COLUMNS.formatted("rule", "version", "leg", "for", "slow", "at risk", "severity", ""));
      rules.forEach(rule -> out.println(line(rule)));
    }
    out.flush();
    err.println("%d rules".formatted(rules.size()));
    err.flush();
    return ExitCode.DONE;
  }

  static String line(Rule rule) {
    return COLUMNS
        .formatted(
            rule.ruleId(),
            rule.version(),
            rule.leg(),
            whatFor(rule),
            rule.thresholdMinutes(),
            rule.atRiskMinutes() == null ? "-" : rule.atRiskMinutes(),
            rule.severity(),
            rule.enabled() ? "" : "off")
        .stripTrailing();
  }

  private static String whatFor(Rule rule) {
    String filters =
        Stream.of(
                rule.areaLevel() == null ? null : rule.areaLevel() + " " + rule.areaCode(),
                rule.direction(),
                rule.mode(),
                rule.programme())
            .filter(filter -> filter != null)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return filters.isEmpty() ? "all" : filters;
  }
}
