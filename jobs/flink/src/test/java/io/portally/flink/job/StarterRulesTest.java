package io.portally.flink.job;

import static io.portally.flink.fixture.Rules.REGISTER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.tally.slow.RuleJudge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.YamlParserUtils;
import org.junit.jupiter.api.Test;

/** The set of rules to start with says what it is to say. */
class StarterRulesTest {

  private final List<Map<String, Object>> rules = read();

  @Test
  void nothingSpeaksAgainstAnyOfThem() {
    RuleJudge judge = new RuleJudge(REGISTER);

    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(judge.refusals(of(rule))).isEmpty());
    assertThat(rules).extracting(rule -> rule.get("ruleId")).doesNotHaveDuplicates();
  }

  @Test
  void theyCoverLegsDirectionsAndProgrammes() {
    assertThat(rules)
        .extracting(rule -> of(rule).getLeg())
        .contains(Leg.TRANSFER, Leg.APPOINTMENT_WAIT);
    assertThat(rules)
        .extracting(rule -> of(rule).getDirection())
        .contains(Direction.IMPORT, Direction.EXPORT);
    assertThat(rules)
        .extracting(rule -> of(rule).getProgramme())
        .contains(Programme.GREEN_CHANNEL, Programme.AEO, Programme.GBA_COMBINED_PORT);
  }

  @Test
  void twoOfThemGiveNotice() {
    assertThat(rules).filteredOn(rule -> rule.containsKey("atRiskMinutes")).hasSize(2);
  }

  @Test
  void eachNamesItsSourceOrSaysThatItIsAssumed() throws IOException {
    String[] entries = text().split("- ruleId:", -1);
    for (int i = 0; i < entries.length - 1; i++) {
      String comment = entries[i].substring(entries[i].lastIndexOf("\n\n"));
      assertThat(comment)
          .as("the comment above rule %d", i + 1)
          .matches("(?s).*(assumed|\\(.+\\)|same feed).*");
    }
  }

  private static SlaRule of(Map<String, Object> rule) {
    SlaRule.Builder built =
        SlaRule.newBuilder()
            .setRuleId(text("ruleId", rule))
            .setVersion(Long.parseLong(text("version", rule)))
            .setLeg(Leg.valueOf(text("leg", rule)))
            .setThresholdMinutes(Integer.parseInt(text("thresholdMinutes", rule)))
            .setSeverity(Severity.valueOf(text("severity", rule)))
            .setEnabled(Boolean.parseBoolean(text("enabled", rule)));
    if (rule.containsKey("direction")) {
      built.setDirection(Direction.valueOf(text("direction", rule)));
    }
    if (rule.containsKey("mode")) {
      built.setMode(Mode.valueOf(text("mode", rule)));
    }
    if (rule.containsKey("programme")) {
      built.setProgramme(Programme.valueOf(text("programme", rule)));
    }
    if (rule.containsKey("atRiskMinutes")) {
      built.setAtRiskMinutes(Integer.valueOf(text("atRiskMinutes", rule)));
    }
    return built.build();
  }

  private static String text(String field, Map<String, Object> rule) {
    return String.valueOf(Objects.requireNonNull(rule.get(field), field));
  }

  @SuppressWarnings("unchecked") // What else the file could hold would fail the tests.
  private static List<Map<String, Object>> read() {
    try {
      Map<String, Object> file = YamlParserUtils.convertToObject(text(), Map.class);
      return (List<Map<String, Object>>) Objects.requireNonNull(file.get("rules"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text() throws IOException {
    try (InputStream in = RuleJudge.class.getResourceAsStream("starter-rules.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
