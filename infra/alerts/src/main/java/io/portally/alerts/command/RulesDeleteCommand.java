package io.portally.alerts.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portally.schemas.Topic;
import io.portally.simulator.command.ExitCode;
import io.portally.simulator.command.KafkaTarget;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.Rule;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes rules. */
@Command(
    name = "delete",
    description = "Delete rules: what is slow by them alone is withdrawn within seconds.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:deleted",
      "1:some were not there, the others are deleted",
      "2:wrong usage",
      "3:no broker could be reached"
    },
    sortOptions = false)
public final class RulesDeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget kafka = new KafkaTarget();

  @Parameters(arity = "1..*", paramLabel = "RULE", description = "Ids, as rules list shows them.")
  private List<String> ids = List.of();

  @Option(names = "--dry-run", description = "Only show what would be deleted.")
  private boolean dryRun;

  @Override
  public Integer call() {
    RulesTopic topic = new RulesTopic(kafka, RegisterReader.bundled());
    Map<String, Rule> known = topic.read(sentence -> {}).rules();
    PrintWriter out = spec.commandLine().getOut();
    List<Line.Message> messages = new ArrayList<>();
    for (String id : ids) {
      Rule rule = known.get(id);
      out.println(
          rule == null
              ? "! %s: there is no such rule".formatted(id)
              : "- " + RulesListCommand.line(rule));
      if (rule != null) {
        messages.add(tombstone(id));
      }
    }
    out.flush();
    if (!dryRun && !messages.isEmpty()) {
      topic.publish(messages);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("%d %s".formatted(messages.size(), dryRun ? "would be deleted" : "deleted"));
    err.flush();
    return messages.size() == ids.size() ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }

  private static Line.Message tombstone(String id) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("key", id);
    line.putNull("bytes");
    return (Line.Message)
        new LineReader(Topic.SLA_RULES, RecordTime.NOW, InstantSource.system())
            .read(line.toString(), 1);
  }
}
