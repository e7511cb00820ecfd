package io.portally.alerts.open;

import static io.portally.alerts.open.AlertDraft.DUE;
import static io.portally.alerts.open.AlertDraft.open;
import static io.portally.alerts.open.AlertDraft.resolved;
import static io.portally.alerts.open.AlertDraft.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertKind;
import io.portally.events.SlowClearance;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {

  private static final Usual USUAL =
      new Usual(Duration.ofMinutes(450), Duration.ofHours(26), 1_000);

  private final Sentence sentence =
      new Sentence(port -> port.equals("CNYTN") ? "Yantian" : null, ZoneId.of("Asia/Shanghai"));

  @Test
  void anOpenAlertSaysWhatWaitsOnWhomSinceWhenAndHowSlowThatIs() {
    assertThat(sentence.open(open("7"), DUE.plusSeconds(60), USUAL))
        .isEqualTo(
            "Declaration 5316-7 of consignment 26CN-7 at Yantian (CNYTN) waits for RELEASED (on customs)"
                + " since 2026-06-28 08:00 Asia/Shanghai, 48 h 1 min by now; rule sea-import allows 48 h."
                + " Usual there, in four weeks: half within 7 h 30 min, nine of ten within 26 h.");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    SlowClearance bare =
        SlowClearance.newBuilder(open("7"))
            .setDeclarationId(null)
            .setConsignmentId(null)
            .setPort("CNXYZ")
            .build();

    assertThat(sentence.open(bare, DUE, null))
        .startsWith("Alert 7 at CNXYZ waits")
        .endsWith("rule sea-import allows 48 h.");
    assertThat(sentence.facts(bare)).doesNotContainKeys("declaration", "consignment");
  }

  @Test
  void anAlertThatIsOverSaysHowLongItHasTaken() {
    assertThat(sentence.ended(resolved(open("7"))))
        .endsWith(
            "RELEASED came at 2026-06-30 13:12 Asia/Shanghai, after 53 h 12 min; rule sea-import allows 48 h.");
    assertThat(sentence.ended(withdrawn(open("7")))).contains("no longer waited for RELEASED");
  }

  @Test
  void aCrowdSaysHowManyAndNamesAFew() {
    Labels labels =
        new Labels(
            AlertKind.SLOW, "critical", "CNYTN", "GBA", "LODGEMENT_TO_RELEASE", "sea-import");
    List<OpenAlert> oldest =
        List.of(new OpenAlert(open("7"), labels, false), new OpenAlert(open("8"), labels, false));

    assertThat(sentence.crowd(new Crowd(labels, 3_214, oldest), DUE, null))
        .startsWith(
            "3,214 more clearances at Yantian (CNYTN) wait longer than rule sea-import allows")
        .contains("Declaration 5316-7 of consignment 26CN-7; Declaration 5316-8");
    assertThat(sentence.crowd(new Crowd(labels, 0, List.of()), DUE, null)).startsWith("No more");
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5M, 0 min",
    "PT59S, 0 min",
    "PT59M, 59 min",
    "PT60M, 1 h",
    "PT95H59M, 95 h 59 min",
    "PT96H1M, 96 h"
  })
  void lengthsAreToldAsPeopleSayThem(Duration length, String told) {
    assertThat(Sentence.length(length)).isEqualTo(told);
  }
}
