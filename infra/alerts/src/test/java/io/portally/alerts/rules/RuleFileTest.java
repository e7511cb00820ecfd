package io.portally.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ruleId: a\n---\nruleId: b\n",
        "- {ruleId: a}\n- {ruleId: b}\n",
        "rules:\n  # the first\n  - ruleId: a\n  - ruleId: b\n",
        "[{\"ruleId\": \"a\"}, {\"ruleId\": \"b\"}]",
        "{\"rules\": [{\"ruleId\": \"a\"}, {\"ruleId\": \"b\"}]}"
      })
  void yamlAndJsonHoldOneRuleOrMany(String text) {
    assertThat(RuleFile.read(text))
        .extracting(rule -> rule.path("ruleId").asText())
        .containsExactly("a", "b");
  }

  @Test
  void numbersAndWordsKeepTheirKinds() {
    var rule =
        RuleFile.read("ruleId: '7'\nthresholdMinutes: 60\nenabled: false\nmode: null\n").get(0);

    assertThat(rule.get("ruleId").isTextual()).isTrue();
    assertThat(rule.get("thresholdMinutes").isInt()).isTrue();
    assertThat(rule.get("enabled").isBoolean()).isTrue();
    assertThat(rule.get("mode").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it holds no rule",
        "rules: []|it holds no rule",
        "just words|a rule is wanted",
        "{a: 1, a: 2}|Duplicate",
        "{a: [|it is neither YAML nor JSON"
      })
  void whatHoldsNoRulesIsRefused(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleFile.read(text))
        .withMessageContaining(why);
  }
}
