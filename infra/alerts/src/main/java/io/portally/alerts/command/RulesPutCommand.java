package io.portally.alerts.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portally.alerts.rules.Proposal;
import io.portally.alerts.rules.Proposals;
import io.portally.alerts.rules.RuleFields;
import io.portally.alerts.rules.RuleFile;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import io.portally.simulator.command.KafkaTarget;
import io.portally.simulator.lines.Line;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds and changes rules. */
@Command(
    name = "put",
    description = {
      "Add rules or change them, from YAML or JSON: one rule, or many. Shows what changes (+ new,",
      "~ changed, = as it was, ! refused). Where one is refused, none is put. The version counts by",
      "itself. Running clearances follow within seconds."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are put",
      "1:some were refused, and none is put",
      "2:wrong usage",
      "3:no broker could be reached"
    },
    sortOptions = false)
public final class RulesPutCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget kafka = new KafkaTarget();

  @Parameters(paramLabel = "FILE", description = "A file of rules, or - for the standard input.")
  private String file = "";

  @Option(names = "--dry-run", description = "Only show what would change.")
  private boolean dryRun;

  private final InputStream standardInput;

  /** Reads the process's standard input. */
  public RulesPutCommand() {
    this(System.in);
  }

  RulesPutCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    List<ObjectNode> written = written();
    Register register = RegisterReader.bundled();
    RulesTopic topic = new RulesTopic(kafka, register);
    RuleBook known = topic.read(sentence -> {});
    List<Proposal> proposals = new Proposals(known, register, InstantSource.system()).of(written);
    PrintWriter out = spec.commandLine().getOut();
    proposals.forEach(proposal -> out.println(line(proposal)));
    out.flush();
    long refused = proposals.stream().filter(it -> it instanceof Proposal.Refused).count();
    List<Line.Message> messages = messages(proposals);
    if (refused == 0 && !dryRun && !messages.isEmpty()) {
      topic.publish(messages);
    }
    say(messages.size(), refused);
    return refused == 0 ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }

  private List<ObjectNode> written() {
    try {
      return RuleFile.read(
          file.equals(STANDARD_INPUT)
              ? new String(standardInput.readAllBytes(), UTF_8)
              : Files.readString(Path.of(file), UTF_8));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'%s' is no file that can be read (%s): name a file of rules, or - for the standard input"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "'%s' is no file of rules: %s".formatted(file, e.getMessage()), e);
    }
  }

  static String line(Proposal proposal) {
    if (proposal instanceof Proposal.Added added) {
      return "+ " + RulesListCommand.line(added.rule());
    }
    if (proposal instanceof Proposal.Changed changed) {
      return "~ %s, version %d: %s"
          .formatted(
              changed.after().ruleId(),
              changed.after().version(),
              RuleFields.difference(changed.before(), changed.after()));
    }
    if (proposal instanceof Proposal.Unchanged unchanged) {
      return "= " + unchanged.rule().ruleId();
    }
    Proposal.Refused refused = (Proposal.Refused) proposal;
    return "! %s: %s"
        .formatted(refused.ruleId().isEmpty() ? "(no ruleId)" : refused.ruleId(), refused.why());
  }

  private static List<Line.Message> messages(List<Proposal> proposals) {
    List<Line.Message> messages = new ArrayList<>();
    for (Proposal proposal : proposals) {
      if (proposal instanceof Proposal.Added added) {
        messages.add(added.message());
      } else if (proposal instanceof Proposal.Changed changed) {
        messages.add(changed.message());
      }
    }
    return messages;
  }

  private void say(int changes, long refused) {
    PrintWriter err = spec.commandLine().getErr();
    if (refused > 0) {
      err.println("%d refused, so none is put; correct them, or leave them out".formatted(refused));
    } else {
      err.println(dryRun ? "%d would be put".formatted(changes) : "%d put".formatted(changes));
    }
    err.flush();
  }
}
