package io.portally.alerts.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleBook;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalsTest {

  private static final Register REGISTER = RegisterReader.bundled();
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T04:00:00Z"));

  private static final String RULE =
      "{ruleId: sea, leg: LODGEMENT_TO_RELEASE, mode: SEA, thresholdMinutes: 2880, severity: WARNING}";

  @Test
  void aNewRuleBeginsAtVersionOneAndApplies() {
    Proposal.Added added = (Proposal.Added) proposals(RuleBook.empty(REGISTER), RULE).get(0);

    assertThat(added.rule().version()).isEqualTo(1);
    assertThat(added.rule().enabled()).isTrue();
    assertThat(added.message().timestamp()).isEqualTo(NOON.millis());
    assertThat(read(added)).isEqualTo(added.rule());
  }

  @Test
  void aChangeTellsWhatChangesAndCountsUp() {
    RuleBook known = bookOf(RULE);
    Proposal.Changed changed =
        (Proposal.Changed)
            proposals(known, RULE.replace("2880", "1440").replace("mode: SEA, ", "")).get(0);

    assertThat(changed.after().version()).isEqualTo(2);
    assertThat(RuleFields.difference(changed.before(), changed.after()))
        .isEqualTo("mode SEA -> -, thresholdMinutes 2880 -> 1440");
  }

  @Test
  void aVersionThatHasBeenIsRaised() {
    String withVersion = RULE.replace("2880", "1440, version: 1");

    assertThat(proposals(bookOf(RULE), withVersion))
        .singleElement()
        .extracting(proposal -> ((Proposal.Changed) proposal).after().version())
        .isEqualTo(2L);
  }

  @Test
  void theRulesToStartWithCanAllBePut() throws IOException {
    try (InputStream starter = RuleBook.class.getResourceAsStream("starter-rules.yaml")) {
      String text = new String(Objects.requireNonNull(starter).readAllBytes(), UTF_8);

      assertThat(proposals(RuleBook.empty(REGISTER), text))
          .hasSizeGreaterThan(5)
          .hasOnlyElementsOfType(Proposal.Added.class);
    }
  }

  @Test
  void whatIsThereAlreadyIsLeftAsItIs() {
    assertThat(proposals(bookOf(RULE), RULE))
        .singleElement()
        .isInstanceOf(Proposal.Unchanged.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LODGEMENT_TO_RELEASE|LODGEMENT|leg is \"LODGEMENT\"; write one of",
        "thresholdMinutes: 2880, |''|thresholdMinutes is missing",
        "2880|0|thresholdMinutes is 0; wanted",
        "2880|2880, atRiskMinutes: 2880|atRiskMinutes is 2880",
        "2880|60, areaLevel: PORT, areaCode: CNXXX|CNXXX",
        "2880|60, version: one|version is \"one\"",
        "2880|60, limit: 7|limit is no field of SlaRule",
        "2880|60, bytes: null|bytes"
      })
  void whatIsWrongIsToldWithItsValue(String from, String to, String why) {
    Proposal.Refused refused =
        (Proposal.Refused) proposals(bookOf(RULE), RULE.replace(from, to)).get(0);

    assertThat(refused.ruleId()).isEqualTo("sea");
    assertThat(refused.why()).contains(why);
  }

  @Test
  void twoRulesOfOneIdAreRefused() {
    assertThat(proposals(RuleBook.empty(REGISTER), "[%s, %s]".formatted(RULE, RULE)))
        .hasExactlyElementsOfTypes(Proposal.Added.class, Proposal.Refused.class);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    RuleBook book = bookOf("[%s, %s]".formatted(RULE, RULE.replace("sea", "'7'")));

    assertThat(proposals(book, RuleFile.write(book.rules().values())))
        .hasSize(2)
        .hasOnlyElementsOfType(Proposal.Unchanged.class);
  }

  private static List<Proposal> proposals(RuleBook known, String text) {
    return new Proposals(known, REGISTER, NOON).of(RuleFile.read(text));
  }

  private static RuleBook bookOf(String text) {
    return RuleBook.of(
        REGISTER,
        proposals(RuleBook.empty(REGISTER), text).stream()
            .map(proposal -> ((Proposal.Added) proposal).rule())
            .toList());
  }

  private static Rule read(Proposal.Added added) {
    return ((RuleVerdict.Put)
            new RuleJudge(REGISTER).judge(added.message().key(), added.message().value()))
        .rule();
  }
}
