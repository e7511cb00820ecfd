package io.portally.tally.slow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Register;
import io.portally.tally.fate.Identifier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges rules, from the rule and the register alone. Whoever writes rules asks it beforehand, and
 * the job asks it again for whatever it reads. One for each thread.
 */
public final class RuleJudge {

  /** A year: whatever waits for longer belongs to no journey any more. */
  public static final int MOST_MINUTES = 366 * 24 * 60;

  private final Register register;
  private final SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.SLA_RULES);

  public RuleJudge(Register register) {
    this.register = register;
  }

  /**
   * All that speaks against a rule, in the order of {@link RuleFault}; empty where nothing does.
   * Whether its version is above the known one is not asked here.
   */
  public List<RuleRefusal> refusals(SlaRule rule) {
    List<RuleRefusal> refusals = new ArrayList<>();
    addIf(RuleFault.BAD_IDENTIFIER, Identifier.faultOf("ruleId", rule.getRuleId()), refusals);
    if (rule.getVersion() < 0) {
      refusals.add(
          new RuleRefusal(
              RuleFault.BAD_VERSION,
              "version is %d: begin at 0 or 1, and count up".formatted(rule.getVersion())));
    }
    addIf(RuleFault.BAD_CODE, unknownWords(rule), refusals);
    addIf(RuleFault.UNKNOWN_AREA, areaFault(rule), refusals);
    int threshold = rule.getThresholdMinutes();
    if (threshold < 1 || threshold > MOST_MINUTES) {
      refusals.add(
          new RuleRefusal(
              RuleFault.BAD_THRESHOLD,
              "thresholdMinutes is %d; wanted: 1 to %d".formatted(threshold, MOST_MINUTES)));
    }
    Integer atRisk = rule.getAtRiskMinutes();
    if (atRisk != null && (atRisk < 1 || atRisk >= threshold)) {
      refusals.add(
          new RuleRefusal(
              RuleFault.BAD_AT_RISK,
              "atRiskMinutes is %d; wanted: 1 or more, and less than thresholdMinutes, which is %d"
                  .formatted(atRisk, threshold)));
    }
    return refusals;
  }

  /**
   * What a record of the topic of rules comes to.
   *
   * @param key of the record, which has to be the ruleId
   * @param value of the record; null deletes the rule
   */
  public RuleVerdict judge(byte @Nullable [] key, byte @Nullable [] value) {
    String ruleId = textOf(key);
    if (ruleId == null) {
      return refused(
          RuleFault.KEY_MISMATCH, "the record has no key in UTF-8: key it by the rule's ruleId");
    }
    if (value == null) {
      return new RuleVerdict.Deleted(ruleId);
    }
    Decoded decoded = decoder.decode(value);
    if (decoded instanceof Decoded.Undecodable undecodable) {
      return refused(RuleFault.UNDECODABLE, undecodable.why());
    }
    SlaRule rule = (SlaRule) ((Decoded.Event) decoded).record();
    List<RuleRefusal> refusals = refusals(rule);
    if (!refusals.isEmpty()) {
      return new RuleVerdict.Refused(refusals);
    }
    if (!rule.getRuleId().equals(ruleId)) {
      return refused(
          RuleFault.KEY_MISMATCH,
          "the record's key is \"%s\", and the rule's ruleId is \"%s\": key it by the ruleId"
              .formatted(ruleId, rule.getRuleId()));
    }
    return new RuleVerdict.Put(Rule.of(rule));
  }

  private static RuleVerdict refused(RuleFault fault, String why) {
    return new RuleVerdict.Refused(List.of(new RuleRefusal(fault, why)));
  }

  private static void addIf(RuleFault fault, @Nullable String why, List<RuleRefusal> refusals) {
    if (why != null) {
      refusals.add(new RuleRefusal(fault, why));
    }
  }

  private static @Nullable String textOf(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static @Nullable String unknownWords(SlaRule rule) {
    List<String> unknown = new ArrayList<>();
    addIf("leg", rule.getLeg() == Leg.UNKNOWN, unknown);
    addIf("areaLevel", rule.getAreaLevel() == io.portally.events.AreaLevel.UNKNOWN, unknown);
    addIf("direction", rule.getDirection() == Direction.UNKNOWN, unknown);
    addIf("mode", rule.getMode() == Mode.UNKNOWN, unknown);
    addIf("programme", rule.getProgramme() == Programme.UNKNOWN, unknown);
    addIf("severity", rule.getSeverity() == Severity.UNKNOWN, unknown);
    return unknown.isEmpty()
        ? null
        : "%s: a word that is not known here; use one of the schema's, or upgrade the job"
            .formatted(unknown.stream().collect(Collectors.joining(", ")));
  }

  private static void addIf(String field, boolean isUnknown, List<String> unknown) {
    if (isUnknown) {
      unknown.add(field);
    }
  }

  private @Nullable String areaFault(SlaRule rule) {
    io.portally.events.AreaLevel level = rule.getAreaLevel();
    String code = rule.getAreaCode();
    if (level == null && code == null) {
      return null;
    }
    if (level == null) {
      return "areaCode is \"%s\" without an areaLevel: set both, or none".formatted(code);
    }
    if (code == null) {
      return "areaLevel is %s without an areaCode: set both, or none".formatted(level);
    }
    if (level == io.portally.events.AreaLevel.UNKNOWN
        || register.hasArea(AreaLevel.valueOf(level.name()), code)) {
      return null;
    }
    return "the register has no %s \"%s\": correct areaLevel or areaCode".formatted(level, code);
  }
}
