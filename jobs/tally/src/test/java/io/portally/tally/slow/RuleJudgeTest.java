package io.portally.tally.slow;

import static io.portally.tally.Samples.REGISTER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AreaLevel;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.schemas.SingleObject;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RuleJudgeTest {

  private final RuleJudge judge = new RuleJudge(REGISTER);

  @Test
  void nothingSpeaksAgainstAGoodRule() {
    assertThat(judge.refusals(rule(any -> {}))).isEmpty();
    assertThat(
            judge.refusals(
                rule(
                    rule ->
                        rule.setAreaLevel(AreaLevel.REGION)
                            .setAreaCode("GBA")
                            .setDirection(Direction.IMPORT)
                            .setMode(Mode.SEA)
                            .setProgramme(Programme.AEO)
                            .setThresholdMinutes(RuleJudge.MOST_MINUTES)
                            .setAtRiskMinutes(1))))
        .isEmpty();
  }

  @Test
  void anIdIsWhatAnIdentifierIs() {
    assertThat(faults(rule -> rule.setRuleId(""))).containsExactly(RuleFault.BAD_IDENTIFIER);
    assertThat(faults(rule -> rule.setRuleId("x".repeat(65))))
        .containsExactly(RuleFault.BAD_IDENTIFIER);
    assertThat(faults(rule -> rule.setRuleId("a\nb"))).containsExactly(RuleFault.BAD_IDENTIFIER);
    assertThat(faults(rule -> rule.setRuleId("😀".repeat(64)))).isEmpty();
  }

  @Test
  void aVersionIsNotNegative() {
    assertThat(faults(rule -> rule.setVersion(-1))).containsExactly(RuleFault.BAD_VERSION);
    assertThat(faults(rule -> rule.setVersion(0))).isEmpty();
  }

  @Test
  void aWordThatIsNotKnownIsNoCode() {
    assertThat(faults(rule -> rule.setLeg(Leg.UNKNOWN))).containsExactly(RuleFault.BAD_CODE);
    assertThat(faults(rule -> rule.setSeverity(Severity.UNKNOWN)))
        .containsExactly(RuleFault.BAD_CODE);
    assertThat(faults(rule -> rule.setDirection(Direction.UNKNOWN)))
        .containsExactly(RuleFault.BAD_CODE);
    assertThat(faults(rule -> rule.setMode(Mode.UNKNOWN))).containsExactly(RuleFault.BAD_CODE);
    assertThat(faults(rule -> rule.setProgramme(Programme.UNKNOWN)))
        .containsExactly(RuleFault.BAD_CODE);
    assertThat(faults(rule -> rule.setAreaLevel(AreaLevel.UNKNOWN).setAreaCode("GBA")))
        .containsExactly(RuleFault.BAD_CODE);
  }

  @Test
  void anAreaIsOneOfTheRegisterAtItsLevel() {
    assertThat(faults(rule -> rule.setAreaLevel(AreaLevel.PORT)))
        .containsExactly(RuleFault.UNKNOWN_AREA);
    assertThat(faults(rule -> rule.setAreaCode("CNYTN"))).containsExactly(RuleFault.UNKNOWN_AREA);
    assertThat(faults(rule -> rule.setAreaLevel(AreaLevel.NATION).setAreaCode("CNYTN")))
        .containsExactly(RuleFault.UNKNOWN_AREA);
    assertThat(faults(rule -> rule.setAreaLevel(AreaLevel.PORT).setAreaCode("CNYTN"))).isEmpty();
  }

  @Test
  void limitsAreInOrder() {
    assertThat(faults(rule -> rule.setThresholdMinutes(0)))
        .containsExactly(RuleFault.BAD_THRESHOLD);
    assertThat(faults(rule -> rule.setThresholdMinutes(RuleJudge.MOST_MINUTES + 1)))
        .containsExactly(RuleFault.BAD_THRESHOLD);
    assertThat(faults(rule -> rule.setThresholdMinutes(60).setAtRiskMinutes(60)))
        .containsExactly(RuleFault.BAD_AT_RISK);
    assertThat(faults(rule -> rule.setThresholdMinutes(60).setAtRiskMinutes(0)))
        .containsExactly(RuleFault.BAD_AT_RISK);
    assertThat(faults(rule -> rule.setThresholdMinutes(60).setAtRiskMinutes(59))).isEmpty();
  }

  @Test
  void allThatSpeaksAgainstARuleIsTold() {
    List<RuleRefusal> refusals =
        judge.refusals(rule(rule -> rule.setThresholdMinutes(-5).setAreaCode("CNYTN")));

    assertThat(refusals)
        .extracting(RuleRefusal::fault)
        .containsExactly(RuleFault.UNKNOWN_AREA, RuleFault.BAD_THRESHOLD);
    assertThat(refusals.get(1).why()).contains("-5").contains("1 to 527040");
  }

  @Test
  void aRecordOfTheTopicPutsDeletesOrIsRefused() {
    byte[] value = SingleObject.encode(rule(any -> {}));

    assertThat(judge.judge("import-release".getBytes(UTF_8), value))
        .isEqualTo(new RuleVerdict.Put(Rule.of(rule(any -> {}))));
    assertThat(judge.judge("import-release".getBytes(UTF_8), null))
        .isEqualTo(new RuleVerdict.Deleted("import-release"));
    assertThat(fault(judge.judge("another".getBytes(UTF_8), value)))
        .isEqualTo(RuleFault.KEY_MISMATCH);
    assertThat(fault(judge.judge(null, value))).isEqualTo(RuleFault.KEY_MISMATCH);
    assertThat(fault(judge.judge(new byte[] {(byte) 0xFF}, null)))
        .isEqualTo(RuleFault.KEY_MISMATCH);
    assertThat(fault(judge.judge("import-release".getBytes(UTF_8), new byte[] {1, 2, 3})))
        .isEqualTo(RuleFault.UNDECODABLE);
  }

  private List<RuleFault> faults(Consumer<SlaRule.Builder> set) {
    return judge.refusals(rule(set)).stream().map(RuleRefusal::fault).toList();
  }

  private static RuleFault fault(RuleVerdict verdict) {
    return ((RuleVerdict.Refused) verdict).fault();
  }

  private static SlaRule rule(Consumer<SlaRule.Builder> set) {
    SlaRule.Builder rule =
        SlaRule.newBuilder()
            .setRuleId("import-release")
            .setVersion(1)
            .setLeg(Leg.ARRIVAL_TO_RELEASE)
            .setThresholdMinutes(2_880)
            .setSeverity(Severity.WARNING)
            .setEnabled(true);
    set.accept(rule);
    return rule.build();
  }
}
