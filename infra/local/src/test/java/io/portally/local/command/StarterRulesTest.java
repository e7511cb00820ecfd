package io.portally.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleVerdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StarterRulesTest {

  @Test
  void nothingSpeaksAgainstTheRulesThatComeAlong() {
    RuleJudge judge = new RuleJudge(RegisterReader.bundled());

    assertThat(StarterRules.read())
        .hasSizeGreaterThan(10)
        .allMatch(rule -> judge.judge(rule.key(), rule.value()) instanceof RuleVerdict.Put);
    assertThat(StarterRules.read())
        .extracting(rule -> new String(Objects.requireNonNull(rule.key()), UTF_8))
        .contains("green-release")
        .doesNotHaveDuplicates();
  }
}
