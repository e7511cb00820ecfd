package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.SlowClearance;
import io.portally.events.WaitingOn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertBookTest {

  private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

  private final AlertBook book = new AlertBook();

  @Test
  void countsWhatIsOpenBySeverityAndTellsWhatWaitsWhere() {
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("b", Severity.WARNING, "CNTAO", AlertStatus.OPEN, NOON.minusSeconds(60)));
    book.take(alert("c", Severity.WARNING, "CNSHG", AlertStatus.OPEN));
    book.take(alert("d", Severity.CRITICAL, "CNSHG", AlertStatus.OPEN));

    assertThat(book.alerts(NOON, 5).open())
        .isEqualTo(Map.of(Severity.WARNING, 3L, Severity.CRITICAL, 1L));
    assertThat(book.alerts(NOON, 5).waiting())
        .containsExactly(
            waiting(Severity.CRITICAL, "CNSHG", 1, NOON),
            waiting(Severity.WARNING, "CNTAO", 2, NOON.minusSeconds(60)),
            waiting(Severity.WARNING, "CNSHG", 1, NOON));
    assertThat(book.alerts(NOON, 1).waiting()).hasSize(1);
  }

  @Test
  void whatHasEndedIsNoLongerOpen() {
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("b", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.RESOLVED));
    book.take(alert("b", Severity.WARNING, "CNTAO", AlertStatus.WITHDRAWN));

    assertThat(book.alerts(NOON, 5).waiting()).isEmpty();
    assertThat(book.alerts(NOON, 5).resolved()).isEqualTo(1);
    assertThat(book.alerts(NOON, 5).withdrawn()).isEqualTo(1);
  }

  @Test
  void oneThatIsTakenTwiceOrOpensAgainIsOne() {
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    assertThat(book.alerts(NOON, 5).open()).isEqualTo(Map.of(Severity.WARNING, 1L));

    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.WITHDRAWN));
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    assertThat(book.alerts(NOON, 5).open()).isEqualTo(Map.of(Severity.WARNING, 1L));
  }

  @Test
  void whatWasResolvedLatelyIsToldWithHowLongItTook() {
    Instant twoHoursLater = NOON.plusSeconds(7200);
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("b", Severity.CRITICAL, "CNTAO", AlertStatus.OPEN, NOON.minusSeconds(60)));
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.RESOLVED));
    book.take(alert("b", Severity.CRITICAL, "CNTAO", AlertStatus.RESOLVED, NOON.minusSeconds(60)));

    Alerts.Ended both =
        new Alerts.Ended(
            "CNTAO",
            Milestone.RELEASED,
            2,
            Duration.ofHours(2),
            Duration.ofHours(2),
            twoHoursLater);
    assertThat(book.alerts(twoHoursLater, 5).ended()).containsExactly(both);
    assertThat(book.alerts(twoHoursLater.plusSeconds(660), 5).ended()).isEmpty();
    assertThat(book.alerts(twoHoursLater.plusSeconds(660), 5).resolved()).isEqualTo(2);
  }

  @Test
  void whatOpensAgainOrIsWithdrawnHasNotEnded() {
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.RESOLVED));
    book.take(alert("b", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("b", Severity.WARNING, "CNTAO", AlertStatus.RESOLVED));
    assertThat(book.alerts(NOON, 5).ended()).hasSize(1);

    book.take(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN));
    book.take(alert("b", Severity.WARNING, "CNTAO", AlertStatus.WITHDRAWN));
    assertThat(book.alerts(NOON, 5).ended()).isEmpty();
  }

  @Test
  void aNoticeIsCountedApart() {
    SlowClearance notice =
        SlowClearance.newBuilder(alert("a", Severity.WARNING, "CNTAO", AlertStatus.OPEN))
            .setKind(AlertKind.AT_RISK)
            .build();
    book.take(notice);

    assertThat(book.alerts(NOON, 5).atRisk()).isEqualTo(1);
    assertThat(book.alerts(NOON, 5).open()).isEmpty();
    assertThat(book.alerts(NOON, 5).waiting()).isEmpty();

    book.take(SlowClearance.newBuilder(notice).setStatus(AlertStatus.RESOLVED).build());
    assertThat(book.alerts(NOON, 5)).isEqualTo(Alerts.NONE);
  }

  private static Alerts.Waiting waiting(
      Severity severity, String port, long alerts, Instant since) {
    return new Alerts.Waiting(severity, port, Milestone.RELEASED, WaitingOn.CUSTOMS, alerts, since);
  }

  private static SlowClearance alert(
      String id, Severity severity, String port, AlertStatus status) {
    return alert(id, severity, port, status, NOON);
  }

  private static SlowClearance alert(
      String id, Severity severity, String port, AlertStatus status, Instant since) {
    return SlowClearance.newBuilder()
        .setAlertId(id)
        .setOccurrence(1)
        .setKind(AlertKind.SLOW)
        .setStatus(status)
        .setConsignmentId("6CN" + id)
        .setDeclarationId(id + "-D1")
        .setEquipmentId(null)
        .setPort(port)
        .setLeg(Leg.LODGEMENT_TO_RELEASE)
        .setRuleId("rule")
        .setRuleVersion(1)
        .setSeverity(severity)
        .setStartedAt(since)
        .setDueAt(since.plusSeconds(3600))
        .setEndedAt(status == AlertStatus.OPEN ? null : since.plusSeconds(7200))
        .setWaitingFor(Milestone.RELEASED)
        .setWaitingOn(WaitingOn.CUSTOMS)
        .build();
  }
}
