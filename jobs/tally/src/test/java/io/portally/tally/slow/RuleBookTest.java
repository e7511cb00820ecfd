package io.portally.tally.slow;

import static io.portally.tally.Samples.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.journey.Wait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleBookTest {

  private static final Rule GENERAL = rule("general", null, null, null, null, null, 600);
  private static final Rule NATION = rule("nation", AreaLevel.NATION, "CN", null, null, null, 600);
  private static final Rule REGION = rule("region", AreaLevel.REGION, "GBA", null, null, null, 600);
  private static final Rule PROVINCE =
      rule("province", AreaLevel.PROVINCE, "CN-GD", null, null, null, 600);
  private static final Rule PORT = rule("port", AreaLevel.PORT, "CNYTN", null, null, null, 600);
  private static final Rule IMPORTS =
      rule("imports", null, null, Direction.IMPORT, null, null, 600);
  private static final Rule SEA_IMPORTS =
      rule("sea-imports", null, null, Direction.IMPORT, Mode.SEA, null, 900);
  private static final Rule AEO_SEA_IMPORTS =
      rule("aeo-sea-imports", null, null, Direction.IMPORT, Mode.SEA, Programme.AEO, 900);

  @Test
  void theMostSpecificRuleWins() {
    List<Rule> byPrecedence =
        List.of(AEO_SEA_IMPORTS, SEA_IMPORTS, PORT, PROVINCE, REGION, NATION, IMPORTS, GENERAL);
    for (int i = 0; i < byPrecedence.size(); i++) {
      List<Rule> rest = new ArrayList<>(byPrecedence.subList(i, byPrecedence.size()));
      Collections.shuffle(rest, new Random(i));

      assertThat(ruleFor(rest)).isEqualTo(byPrecedence.get(i));
    }
    assertThat(ruleFor(List.of())).isNull();
  }

  @Test
  void tiesGoToTheShorterThresholdAndThenToTheSmallerId() {
    Rule shorter = rule("z", null, null, null, null, null, 599);
    Rule beyondTheSurrogates = rule("\uFFFD", null, null, null, null, null, 600);
    Rule behindIt = rule("😀", null, null, null, null, null, 600);

    assertThat(ruleFor(List.of(GENERAL, shorter))).isEqualTo(shorter);
    assertThat(ruleFor(List.of(rule("h", null, null, null, null, null, 600), GENERAL)))
        .isEqualTo(GENERAL);
    assertThat(ruleFor(List.of(behindIt, beyondTheSurrogates))).isEqualTo(beyondTheSurrogates);
  }

  @Test
  void aFilterThatDoesNotHoldLeavesTheRuleOut() {
    assertThat(ruleFor(List.of(rule("x", null, null, Direction.EXPORT, null, null, 1)))).isNull();
    assertThat(ruleFor(List.of(rule("x", null, null, null, Mode.AIR, null, 1)))).isNull();
    assertThat(ruleFor(List.of(rule("x", null, null, null, null, Programme.APPOINTMENT, 1))))
        .isNull();
    assertThat(ruleFor(List.of(rule("x", AreaLevel.PORT, "CNSHA", null, null, null, 1)))).isNull();
    assertThat(ruleFor(List.of(rule("x", AreaLevel.NATION, "HK", null, null, null, 1)))).isNull();
  }

  @Test
  void aRuleThatIsDisabledOrOfAnotherLegAppliesToNothing() {
    assertThat(ruleFor(List.of(disabled(PORT), GENERAL))).isEqualTo(GENERAL);
    assertThat(
            RuleBook.of(REGISTER, List.of(GENERAL))
                .ruleFor(wait(Leg.ARRIVAL_TO_RELEASE, Milestone.RELEASED)))
        .isNull();
  }

  @Test
  void aRuleForAnAreaThatIsNotThereIsAMistakeOfOurs() {
    List<Rule> rules = List.of(rule("x", AreaLevel.PORT, "XXXXX", null, null, null, 1));

    assertThatThrownBy(() -> RuleBook.of(REGISTER, rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("XXXXX");
  }

  @Test
  void everyMilestoneIsWaitedForOnSomebody() {
    for (Milestone milestone : Milestone.values()) {
      assertThat(Actors.of(milestone).name().equals("UNKNOWN"))
          .isEqualTo(milestone == Milestone.UNKNOWN);
    }
  }

  private static @Nullable Rule ruleFor(List<Rule> rules) {
    return RuleBook.of(REGISTER, rules).ruleFor(wait(Leg.LODGEMENT_TO_RELEASE, Milestone.RELEASED));
  }

  /** An import by sea under AEO at Yantian. */
  private static Wait wait(Leg leg, Milestone milestone) {
    int yantian = REGISTER.portOrdinal("CNYTN");
    return new Wait(
        leg,
        milestone,
        yantian,
        yantian,
        "D",
        null,
        Direction.IMPORT,
        Mode.SEA,
        1 << Programme.AEO.ordinal(),
        0,
        0,
        Wait.Outcome.WAITING,
        Wait.NOT_OVER);
  }

  private static Rule disabled(Rule rule) {
    return new Rule(
        rule.ruleId(),
        rule.version(),
        rule.leg(),
        rule.areaLevel(),
        rule.areaCode(),
        rule.direction(),
        rule.mode(),
        rule.programme(),
        rule.thresholdMinutes(),
        rule.atRiskMinutes(),
        rule.severity(),
        false);
  }

  private static Rule rule(
      String id,
      @Nullable AreaLevel level,
      @Nullable String code,
      @Nullable Direction direction,
      @Nullable Mode mode,
      @Nullable Programme programme,
      int minutes) {
    return new Rule(
        id,
        1,
        Leg.LODGEMENT_TO_RELEASE,
        level,
        code,
        direction,
        mode,
        programme,
        minutes,
        null,
        Severity.WARNING,
        true);
  }
}
