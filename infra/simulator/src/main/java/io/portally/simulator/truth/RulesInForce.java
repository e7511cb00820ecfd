package io.portally.simulator.truth;

import io.portally.events.AreaLevel;
import io.portally.events.SlaRule;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fixed set of rules, and which of them a leg falls under: the most specific. */
final class RulesInForce {
  private final List<SlaRule> rules;
  private final Map<String, Port> ports;

  /** Of several with one id, the one of the highest version counts. */
  RulesInForce(Collection<SlaRule> rules, Register register) {
    Map<String, SlaRule> newest =
        rules.stream()
            .collect(
                Collectors.toMap(
                    SlaRule::getRuleId,
                    Function.identity(),
                    (a, b) -> a.getVersion() >= b.getVersion() ? a : b));
    this.rules = newest.values().stream().filter(SlaRule::getEnabled).sorted(order()).toList();
    ports = register.ports().stream().collect(Collectors.toMap(Port::code, Function.identity()));
  }

  /** The one that wins first, as the contract has it. */
  private static Comparator<SlaRule> order() {
    return Comparator.<SlaRule>comparingLong(rule -> -filters(rule).count())
        .thenComparing(rule -> levelOrder(rule.getAreaLevel()))
        .thenComparing(SlaRule::getThresholdMinutes)
        .thenComparing(SlaRule::getRuleId);
  }

  private static Stream<Object> filters(SlaRule rule) {
    return Stream.<Object>of(
            Optional.ofNullable(rule.getAreaLevel()),
            Optional.ofNullable(rule.getDirection()),
            Optional.ofNullable(rule.getMode()),
            Optional.ofNullable(rule.getProgramme()))
        .filter(filter -> !filter.equals(Optional.empty()));
  }

  private static int levelOrder(@Nullable AreaLevel level) {
    if (level == null) {
      return Integer.MAX_VALUE;
    }
    return switch (level) {
      case PORT -> 0;
      case PROVINCE -> 1;
      case REGION -> 2;
      case NATION -> 3;
      case UNKNOWN -> 4;
    };
  }

  /** The rule that says when the leg is slow; empty if none is about it. */
  Optional<SlaRule> ruleOf(TrueLeg leg) {
    return rules.stream().filter(rule -> isAbout(rule, leg)).findFirst();
  }

  private boolean isAbout(SlaRule rule, TrueLeg leg) {
    return rule.getLeg() == leg.leg()
        && (rule.getDirection() == null || rule.getDirection() == leg.direction())
        && (rule.getMode() == null || rule.getMode() == leg.mode())
        && isUnderProgramme(rule, leg)
        && isInArea(rule, leg.port());
  }

  /** It counts if it has been declared by the time that it matters. */
  private static boolean isUnderProgramme(SlaRule rule, TrueLeg leg) {
    if (rule.getProgramme() == null) {
      return true;
    }
    Instant declared = leg.declaredAt();
    return declared != null
        && leg.programmes().contains(rule.getProgramme())
        && !declared.isAfter(leg.dueAfter(rule.getThresholdMinutes()));
  }

  private boolean isInArea(SlaRule rule, String code) {
    AreaLevel level = rule.getAreaLevel();
    Port port = ports.get(code);
    if (level == null) {
      return true;
    }
    if (port == null) {
      return false;
    }
    String area =
        switch (level) {
          case PORT -> port.code();
          case PROVINCE -> port.provinceCode();
          case REGION -> Objects.requireNonNullElse(port.regionCode(), "");
          case NATION -> port.nationCode();
          case UNKNOWN -> "";
        };
    return area.equals(rule.getAreaCode());
  }
}
