package io.portally.alerts.rules;

import io.portally.simulator.lines.Line;
import io.portally.tally.slow.Rule;

/** What a rule that somebody has written comes to, beside the rules that there are. */
public sealed interface Proposal {

  /**
   * It cannot be put.
   *
   * @param ruleId as far as it is told
   * @param why a sentence
   */
  record Refused(String ruleId, String why) implements Proposal {}

  /** It is there already, as it is. */
  record Unchanged(Rule rule) implements Proposal {}

  /**
   * A rule that is not there yet.
   *
   * @param message for the topic
   */
  record Added(Rule rule, Line.Message message) implements Proposal {}

  /**
   * A rule that is there, otherwise.
   *
   * @param message for the topic
   */
  record Changed(Rule before, Rule after, Line.Message message) implements Proposal {}
}
