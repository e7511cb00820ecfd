package io.portally.alerts.open;

import static io.portally.alerts.open.AlertDraft.DUE;
import static io.portally.alerts.open.AlertDraft.ENDED;
import static io.portally.alerts.open.AlertDraft.open;
import static io.portally.alerts.open.AlertDraft.resolved;
import static io.portally.alerts.open.AlertDraft.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertKind;
import io.portally.events.Severity;
import io.portally.events.SlowClearance;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {

  private static final int MOST_NAMED = 2;

  private final OpenAlerts alerts = new OpenAlerts(MOST_NAMED, Set.of(), port -> "GBA");
  private long offset;

  @Test
  void anAlertOpensAndEnds() {
    assertThat(take(open("a"))).singleElement().isInstanceOf(Change.Opened.class);
    assertThat(alerts.named()).extracting(OpenAlert::id).containsExactly("a");

    List<Change> end = take(resolved(open("a")));

    assertThat(end).singleElement().isInstanceOf(Change.Ended.class);
    assertThat(end.get(0).alert().labels())
        .isEqualTo(
            new Labels(
                AlertKind.SLOW, "critical", "CNYTN", "GBA", "LODGEMENT_TO_RELEASE", "sea-import"));
    assertThat(alerts.all()).isEmpty();
  }

  @Test
  void recordsThatComeAgainChangeNothing() {
    take(open("a"));
    assertThat(take(open("a"))).isEmpty();

    take(withdrawn(open("a")));
    assertThat(take(open("a"))).isEmpty();
    assertThat(take(withdrawn(open("a")))).isEmpty();
    assertThat(take(resolved(open("never-seen")))).isEmpty();
    assertThat(take(open("never-seen"))).isEmpty();
    assertThat(alerts.all()).isEmpty();
  }

  @Test
  void anEndThatIsCorrectedIsToldAgain() {
    take(open("a"));
    take(resolved(open("a")));
    SlowClearance later =
        SlowClearance.newBuilder(resolved(open("a"))).setEndedAt(ENDED.plusSeconds(60)).build();

    List<Change> corrected = take(later);

    assertThat(corrected).singleElement().isInstanceOf(Change.Ended.class);
    assertThat(((Change.Ended) corrected.get(0)).end()).isEqualTo(later);
    assertThat(corrected.get(0).alert().named()).isTrue();
    assertThat(take(later)).isEmpty();
    assertThat(take(withdrawn(open("a")))).singleElement().isInstanceOf(Change.Ended.class);
    assertThat(take(later)).isEmpty();
    assertThat(alerts.all()).isEmpty();
  }

  @Test
  void aCorrectedEndOfWhatNobodyWasToldOfIsNotTold() {
    take(resolved(open("a")));
    take(SlowClearance.newBuilder(resolved(open("a"))).setEndedAt(DUE).build());

    assertThat(take(SlowClearance.newBuilder(resolved(open("a"))).setEndedAt(ENDED).build()))
        .isEmpty();
  }

  @Test
  void anAlertThatOpensAgainIsAnotherOccurrence() {
    take(open("a"));
    take(resolved(open("a")));
    SlowClearance again = SlowClearance.newBuilder(open("a")).setOccurrence(2).build();

    assertThat(take(again)).singleElement().isInstanceOf(Change.Opened.class);
    assertThat(take(resolved(open("a")))).isEmpty();
    assertThat(alerts.all()).hasSize(1);
  }

  @Test
  void whatChangesWhileItIsOpenLeavesTheLabelsAsTheyAre() {
    take(open("a"));
    SlowClearance changed =
        SlowClearance.newBuilder(open("a"))
            .setRuleVersion(2)
            .setSeverity(Severity.WARNING)
            .setDueAt(DUE.plusSeconds(60))
            .build();

    assertThat(take(changed)).singleElement().isInstanceOf(Change.Updated.class);
    assertThat(alerts.named()).hasSize(1);
    OpenAlert updated = alerts.named().get(0);
    assertThat(updated.labels().severity()).isEqualTo("critical");
    assertThat(updated.alert().getDueAt()).isEqualTo(DUE.plusSeconds(60));
  }

  @Test
  void ofOnePortAndRuleAFewAreNamedAndTheOthersAreACrowd() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      take(open(id));
    }

    assertThat(alerts.named()).extracting(OpenAlert::id).containsExactly("a", "b");
    assertThat(alerts.crowds()).hasSize(1);
    Crowd crowd = alerts.crowds().get(0);
    assertThat(crowd.size()).isEqualTo(3);
    assertThat(crowd.oldest()).extracting(OpenAlert::id).containsExactly("c", "d");
  }

  @Test
  void whoIsInACrowdStaysThereUntilItsEnd() {
    List.of("a", "b", "c").forEach(id -> take(open(id)));
    take(resolved(open("a")));

    assertThat(alerts.named()).extracting(OpenAlert::id).containsExactly("b");
    assertThat(alerts.crowds()).singleElement().extracting(Crowd::size).isEqualTo(1);
    Labels labels = alerts.crowds().get(0).labels();

    take(resolved(open("c")));
    assertThat(alerts.crowds()).isEmpty();
    assertThat(alerts.crowd(labels).size()).isZero();
    take(open("d"));
    assertThat(alerts.named()).extracting(OpenAlert::id).containsExactly("b", "d");
  }

  @Test
  void otherPortsAndWhatIsOnlyAtRiskTakeNobodysPlace() {
    List.of("a", "b", "c").forEach(id -> take(open(id)));
    take(SlowClearance.newBuilder(open("d")).setPort("CNSHA").build());
    take(SlowClearance.newBuilder(open("e")).setKind(AlertKind.AT_RISK).build());

    assertThat(alerts.named()).extracting(OpenAlert::id).containsExactly("a", "b", "d", "e");
    assertThat(alerts.named()).filteredOn(it -> it.labels().mayPage()).hasSize(3);
  }

  @Test
  void whoHasBeenNamedBeforeIsNamedAgain() {
    OpenAlerts later = new OpenAlerts(MOST_NAMED, Set.of("d", "e"), port -> null);
    int at = 0;
    for (String id : List.of("a", "b", "c", "d", "e")) {
      assertThat(later.take(open(id), 0, at++)).isPresent();
    }

    assertThat(later.named()).extracting(OpenAlert::id).containsExactly("a", "b", "d", "e");
    assertThat(later.crowds()).singleElement().extracting(Crowd::size).isEqualTo(1);
  }

  @Test
  void theOldestOpenOneSaysFromWhereToReadAgain() {
    assertThat(alerts.oldestOpen(0)).isEmpty();
    take(open("a"));
    take(open("b"));
    take(resolved(open("b")));
    assertThat(alerts.oldestOpen(0)).hasValue(0);

    take(open("c"));
    take(resolved(open("a")));
    assertThat(alerts.oldestOpen(0)).hasValue(3);
    take(withdrawn(open("c")));
    assertThat(alerts.oldestOpen(0)).isEmpty();
    assertThat(alerts.oldestOpen(1)).isEmpty();
  }

  private List<Change> take(SlowClearance record) {
    return alerts.take(record, 0, offset++).stream().toList();
  }
}
