package io.portally.tally.slow;

import java.util.List;
import java.util.stream.Collectors;

/** What becomes of a record of the topic of rules. */
public sealed interface RuleVerdict {

  /** The rule is put, where its version is above the known one. */
  record Put(Rule rule) implements RuleVerdict {}

  /** The rule is deleted. */
  record Deleted(String ruleId) implements RuleVerdict {}

  /**
   * Nothing changes.
   *
   * @param refusals at least one, the first one being the reason
   */
  record Refused(List<RuleRefusal> refusals) implements RuleVerdict {

    public RuleFault fault() {
      return refusals.get(0).fault();
    }

    /** All that speaks against it, as one text. */
    public String why() {
      return refusals.stream().map(RuleRefusal::why).collect(Collectors.joining("; "));
    }
  }
}
