package io.portally.tally.slow;

import static java.util.Comparator.comparingInt;

import io.portally.events.Leg;
import io.portally.tally.area.Area;
import io.portally.tally.area.Register;
import io.portally.tally.journey.Wait;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force, and which of them holds for what is waited for: the most specific one (most
 * filters set; then PORT before PROVINCE before REGION before NATION), then the one with the
 * shorter threshold, then the smaller ruleId. Immutable.
 */
public final class RuleBook {

  private static final int EVERYWHERE = -1;

  private static final Comparator<Rule> BY_PRECEDENCE =
      comparingInt(Rule::filters)
          .reversed()
          .thenComparingInt(RuleBook::areaRank)
          .thenComparingInt(Rule::thresholdMinutes)
          .thenComparing(Rule::ruleId, RuleBook::compareCodePoints);

  private final Register register;
  private final Map<String, Rule> rules;

  /** By leg: the enabled ones, the one that wins first. */
  private final Map<Leg, List<Line>> lines = new EnumMap<>(Leg.class);

  private final Set<Leg> legs;

  /**
   * A rule as it is looked up.
   *
   * @param area ordinal in the register, or {@link #EVERYWHERE}
   */
  private record Line(Rule rule, int area) {}

  private RuleBook(Register register, Map<String, Rule> rules) {
    this.register = register;
    this.rules = rules;
    for (Leg leg : Leg.values()) {
      List<Line> ofLeg =
          rules.values().stream()
              .filter(rule -> rule.leg() == leg && rule.enabled())
              .sorted(BY_PRECEDENCE)
              .map(rule -> new Line(rule, areaOrdinal(rule, register)))
              .toList();
      if (!ofLeg.isEmpty()) {
        lines.put(leg, ofLeg);
      }
    }
    Set<Leg> ruled = EnumSet.noneOf(Leg.class);
    ruled.addAll(lines.keySet());
    this.legs = Collections.unmodifiableSet(ruled);
  }

  /** A book without rules. */
  public static RuleBook empty(Register register) {
    return new RuleBook(register, Map.of());
  }

  /**
   * A book with those rules.
   *
   * @param rules judged under the register; of each ruleId one
   */
  public static RuleBook of(Register register, Collection<Rule> rules) {
    Map<String, Rule> byId = new LinkedHashMap<>();
    rules.forEach(rule -> byId.put(rule.ruleId(), rule));
    return new RuleBook(register, byId);
  }

  /** The rule's number among those that filter by area: PORT 0, and after NATION what has none. */
  private static int areaRank(Rule rule) {
    return rule.areaLevel() == null ? Integer.MAX_VALUE : rule.areaLevel().ordinal();
  }

  private static int compareCodePoints(String one, String other) {
    return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
  }

  private static int areaOrdinal(Rule rule, Register register) {
    if (rule.areaLevel() == null) {
      return EVERYWHERE;
    }
    List<Area> areas = register.areas();
    for (int ordinal = 0; ordinal < areas.size(); ordinal++) {
      Area area = areas.get(ordinal);
      if (area.level() == rule.areaLevel() && area.code().equals(rule.areaCode())) {
        return ordinal;
      }
    }
    throw new IllegalArgumentException(
        "the rule %s is for %s %s, which the register does not have: judge rules before"
            .formatted(rule.ruleId(), rule.areaLevel(), rule.areaCode()));
  }

  /** All rules, disabled ones too, by their ids. */
  public Map<String, Rule> rules() {
    return Collections.unmodifiableMap(rules);
  }

  /** The legs for which any rule is enabled. */
  public Set<Leg> legs() {
    return legs;
  }

  /** The legs of which the verdict may change what is slow: those of the rule before and after. */
  public Set<Leg> legsChangedBy(RuleVerdict verdict) {
    Set<Leg> legs = EnumSet.noneOf(Leg.class);
    if (verdict instanceof RuleVerdict.Put put) {
      legs.add(put.rule().leg());
      addLegOf(put.rule().ruleId(), legs);
    } else if (verdict instanceof RuleVerdict.Deleted deleted) {
      addLegOf(deleted.ruleId(), legs);
    }
    return legs;
  }

  private void addLegOf(String ruleId, Set<Leg> legs) {
    Rule known = rules.get(ruleId);
    if (known != null) {
      legs.add(known.leg());
    }
  }

  /** Whether the verdict changes anything. */
  public boolean isChangedBy(RuleVerdict verdict) {
    if (verdict instanceof RuleVerdict.Put put) {
      Rule known = rules.get(put.rule().ruleId());
      // An older version never replaces a newer one, and neither does another one of its number.
      return known == null || known.version() < put.rule().version();
    }
    return verdict instanceof RuleVerdict.Deleted deleted && rules.containsKey(deleted.ruleId());
  }

  /** With what the verdict changes. */
  public RuleBook with(RuleVerdict verdict) {
    if (!isChangedBy(verdict)) {
      return this;
    }
    Map<String, Rule> changed = new LinkedHashMap<>(rules);
    if (verdict instanceof RuleVerdict.Put put) {
      changed.put(put.rule().ruleId(), put.rule());
    } else if (verdict instanceof RuleVerdict.Deleted deleted) {
      changed.remove(deleted.ruleId());
    }
    return new RuleBook(register, changed);
  }

  /** The rule that holds for it, or null where none does. */
  public @Nullable Rule ruleFor(Wait wait) {
    List<Line> ofLeg = lines.get(wait.leg());
    if (ofLeg == null) {
      return null;
    }
    for (Line line : ofLeg) {
      if (holdsFor(line, wait)) {
        return line.rule();
      }
    }
    return null;
  }

  private boolean holdsFor(Line line, Wait wait) {
    Rule rule = line.rule();
    return (rule.direction() == null || rule.direction() == wait.direction())
        && (rule.mode() == null || rule.mode() == wait.mode())
        && (rule.programme() == null || wait.isUnder(rule.programme()))
        && (line.area() == EVERYWHERE || liesIn(wait.port(), line.area()));
  }

  private boolean liesIn(int port, int area) {
    for (int ordinal : register.areaOrdinalsOf(port)) {
      if (ordinal == area) {
        return true;
      }
    }
    return false;
  }
}
