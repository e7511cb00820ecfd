package io.portally.alerts.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.tally.area.Register;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleBook;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleRefusal;
import io.portally.tally.slow.RuleVerdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges rules that somebody has written, as the job will. */
public final class Proposals {

  private static final String ID = "ruleId";
  private static final String VERSION = "version";
  private static final String ENABLED = "enabled";

  private final RuleBook known;
  private final RuleJudge judge;
  private final LineReader lines;

  /**
   * Prepares to judge.
   *
   * @param known the rules that there are
   * @param clock for the record timestamps
   */
  public Proposals(RuleBook known, Register register, InstantSource clock) {
    this.known = known;
    this.judge = new RuleJudge(register);
    this.lines = new LineReader(Topic.SLA_RULES, RecordTime.NOW, clock);
  }

  /** What each comes to, in their order. */
  public List<Proposal> of(List<ObjectNode> written) {
    List<Proposal> proposals = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ObjectNode node : written) {
      String id = node.path(ID).asText("");
      proposals.add(
          seen.add(id)
              ? of(node, id)
              : new Proposal.Refused(id, "it is there twice: leave one of them out"));
    }
    return proposals;
  }

  /**
   * A version that is not given, or has been, is the next one; a rule applies unless it says not.
   */
  private Proposal of(ObjectNode node, String id) {
    ObjectNode complete = node.deepCopy();
    Rule before = known.rules().get(id);
    JsonNode version = complete.get(VERSION);
    if (version == null) {
      complete.put(VERSION, before == null ? 1 : before.version() + 1);
    } else if (before != null
        && version.canConvertToLong()
        && version.longValue() <= before.version()) {
      complete.put(VERSION, before.version() + 1);
    }
    if (!complete.has(ENABLED)) {
      complete.put(ENABLED, true);
    }
    Line line = lines.read(complete.toString(), 1);
    if (line instanceof Line.Bad bad) {
      return new Proposal.Refused(id, bad.why());
    }
    Line.Message message = (Line.Message) line;
    RuleVerdict verdict = judge.judge(message.key(), message.value());
    return verdict instanceof RuleVerdict.Put put
        ? beside(before, put.rule(), message)
        : new Proposal.Refused(id, whyOf(verdict));
  }

  private static String whyOf(RuleVerdict verdict) {
    return verdict instanceof RuleVerdict.Refused refused
        ? refused.refusals().stream().map(RuleRefusal::why).collect(Collectors.joining("; "))
        : "it would delete the rule: use ./portally rules delete";
  }

  private static Proposal beside(@Nullable Rule before, Rule rule, Line.Message message) {
    if (before == null) {
      return new Proposal.Added(rule, message);
    }
    return RuleFields.difference(before, rule).isEmpty()
        ? new Proposal.Unchanged(before)
        : new Proposal.Changed(before, rule, message);
  }
}
