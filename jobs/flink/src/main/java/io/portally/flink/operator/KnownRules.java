package io.portally.flink.operator;

import io.portally.tally.slow.Rule;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The rules that a job knows before it reads the first event, so that none is judged without them.
 *
 * @param rules all that are put, disabled ones too
 * @param readUpTo by partition of their topic: the offset behind the last record that is in them
 */
public record KnownRules(List<Rule> rules, Map<Integer, Long> readUpTo) implements Serializable {

  /** Nothing is known. */
  public static final KnownRules NONE = new KnownRules(List.of(), Map.of());

  public KnownRules {
    rules = List.copyOf(rules);
    readUpTo = Map.copyOf(readUpTo);
  }
}
