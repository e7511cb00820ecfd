package io.portally.tally.journey;

import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.clearance;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.ClearanceEvent;
import io.portally.events.Programme;
import io.portally.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of declarations: cohorts, programmes, the single window, trade. */
class DeclarationsTest {

  private static final Instant LODGED = HAPPENED;
  private static final Duration SIXTY_DAYS = Duration.ofDays(60);
  private static final long MASS = 24_000;
  private static final long VALUE = 9_000_000;

  private final TalliedConsignment consignment = new TalliedConsignment();
  private int events;

  // Cohorts: lodged, released, cancelled, released within 2, 8, 24, 48 and 72 hours, mass, value,
  // and what of both is open.

  @Test
  void aDeclarationThatWasLodgedIsOpen() {
    consignment.accept(lodged());

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, MASS, VALUE, MASS, VALUE);
  }

  @Test
  void aReleaseClosesItWithinAllHoursThatItTookNoLongerThan() {
    consignment.accept(lodged(), told(Stage.RELEASED, Duration.ofHours(8)));

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 1L, 0L, 0L, 1L, 1L, 1L, 1L, MASS, VALUE, 0L, 0L);
  }

  @Test
  void aMillisecondMoreIsLonger() {
    consignment.accept(lodged(), told(Stage.RELEASED, Duration.ofHours(8).plusMillis(1)));

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 1L, 0L, 0L, 0L, 1L, 1L, 1L, MASS, VALUE, 0L, 0L);
  }

  @Test
  void aReleaseBeforeTheLodgementIsOneWithinTwoHours() {
    consignment.accept(lodged(), told(Stage.RELEASED, Duration.ofDays(-3)));

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 1L, 0L, 1L, 1L, 1L, 1L, 1L, MASS, VALUE, 0L, 0L);
  }

  @Test
  void aCancellationClosesItAndIsNoRelease() {
    consignment.accept(
        lodged(),
        told(Stage.RELEASED, Duration.ofMinutes(2)),
        told(Stage.CANCELLED, Duration.ofMinutes(1)));

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, MASS, VALUE, 0L, 0L);
  }

  @Test
  void sixtyDaysAfterTheLodgementIsTheLastInstantThatClosesIt() {
    consignment.accept(
        lodged(), told(Stage.HELD, Duration.ofDays(30)), told(Stage.RELEASED, SIXTY_DAYS));

    assertThat(consignment.days("clearance_cohorts").subList(0, 3)).containsExactly(1L, 1L, 0L);
  }

  @Test
  void aMillisecondLaterItStaysOpen() {
    consignment.accept(
        lodged(),
        told(Stage.HELD, Duration.ofDays(30).plusMillis(1).minusSeconds(1)),
        told(Stage.HELD, Duration.ofDays(40)),
        told(Stage.RELEASED, SIXTY_DAYS.plusMillis(1)));

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, MASS, VALUE, MASS, VALUE);
  }

  @Test
  void aReleaseThatIsTakenBackOpensItAgain() {
    ClearanceEvent released = told(Stage.RELEASED, Duration.ofHours(1));
    consignment.accept(
        lodged(),
        released,
        ClearanceEvent.newBuilder(released).setVersion(1).setRetracted(true).build());

    assertThat(consignment.days("clearance_cohorts"))
        .containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, MASS, VALUE, MASS, VALUE);
  }

  @Test
  void anEarlierLodgementTakesItIntoItsOwnCohort() {
    consignment.accept(lodged(), told(Stage.LODGED, Duration.ofDays(-1)));

    assertThat(consignment.days("clearance_cohorts").get(0)).isEqualTo(1);
  }

  @Test
  void twoDeclarationsAreTwo() {
    consignment.accept(
        lodged(),
        told(Stage.LODGED, Duration.ZERO, c -> c.setDeclarationId("other")),
        told(Stage.RELEASED, Duration.ofHours(1), c -> c.setDeclarationId("other")));

    assertThat(consignment.days("clearance_cohorts").subList(0, 3)).containsExactly(2L, 1L, 0L);
  }

  // Programmes.

  @Test
  void aReleaseCountsUnderEveryProgrammeAndNotUnderAll() {
    consignment.accept(
        told(
            Stage.RELEASED,
            Duration.ZERO,
            c ->
                c.setProgrammes(List.of(Programme.GREEN_CHANNEL, Programme.TWO_STEP_DECLARATION))));

    assertThat(consignment.days("programme_activity", "GREEN_CHANNEL", "-"))
        .containsExactly(1L, MASS, VALUE);
    assertThat(consignment.days("programme_activity", "TWO_STEP_DECLARATION", "-"))
        .containsExactly(1L, MASS, VALUE);
    assertThat(consignment.days("programme_activity", "ALL")).isEmpty();
  }

  @Test
  void anyDeclarationsEventDeclaresItNoLaterThanTheRelease() {
    consignment.accept(
        told(Stage.RELEASED, Duration.ofHours(1)),
        declaring(Duration.ofHours(1), Programme.GREEN_CHANNEL, null),
        declaring(Duration.ofHours(1).plusMillis(1), Programme.TWO_STEP_DECLARATION, null));

    assertThat(consignment.days("programme_activity", "GREEN_CHANNEL"))
        .containsExactly(1L, MASS, VALUE);
    assertThat(consignment.days("programme_activity", "TWO_STEP_DECLARATION")).isEmpty();
  }

  @Test
  void theAeoCountryIsThatOfTheFirstEventThatDeclaresIt() {
    consignment.accept(
        told(
            Stage.RELEASED,
            Duration.ofHours(3),
            c -> c.setProgrammes(List.of(Programme.AEO)).setAeoCountry("KR")),
        declaring(Duration.ofHours(1), Programme.GREEN_CHANNEL, "JP"),
        declaring(Duration.ofHours(2), Programme.AEO, "SG"));

    assertThat(consignment.days("programme_activity", "AEO", "SG"))
        .containsExactly(1L, MASS, VALUE);
    assertThat(consignment.days("programme_activity", "AEO").get(0)).isEqualTo(1);
    assertThat(consignment.days("programme_activity", "GREEN_CHANNEL", "-").get(0)).isEqualTo(1);
  }

  @Test
  void anAeoWithoutACountryIsOfNone() {
    consignment.accept(
        told(Stage.RELEASED, Duration.ZERO, c -> c.setProgrammes(List.of(Programme.AEO))));

    assertThat(consignment.days("programme_activity", "AEO", "-")).containsExactly(1L, MASS, VALUE);
  }

  // The single window.

  @Test
  void aLodgementCountsByItsServiceAndCategory() {
    consignment.accept(lodgedWith(Duration.ZERO, 3, 7, "CNYTN"));

    assertThat(consignment.hours("single_window_activity", 3, 7, "IMPORT"))
        .containsExactly(1L, MASS, VALUE);
    assertThat(consignment.days("single_window_activity", 3, 7, "IMPORT"))
        .containsExactly(1L, MASS, VALUE);
  }

  @Test
  void withoutBothNothingCountsAndALaterLodgementDoesNotMakeUpForIt() {
    consignment.accept(
        lodgedWith(Duration.ZERO, 3, null, "CNYTN"),
        lodgedWith(Duration.ofMinutes(1), 3, 7, "CNYTN"));

    assertThat(consignment.days("single_window_activity").stream().allMatch(sum -> sum == 0))
        .isTrue();
  }

  @Test
  void aLodgementInHongKongIsNotChinas() {
    consignment.accept(lodgedWith(Duration.ZERO, 3, 7, "HKHKG"));

    assertThat(consignment.days("single_window_activity")).isEmpty();
  }

  // Trade.

  @Test
  void aReleaseCountsByPartnerAndChapterInDaysAlone() {
    consignment.accept(
        told(Stage.RELEASED, Duration.ZERO, c -> c.setPartnerCountry("SG").setHsChapter(85)));

    assertThat(consignment.days("partner_trade", "SG", "IMPORT", 85))
        .containsExactly(1L, MASS, VALUE);
    assertThat(consignment.hours("partner_trade")).isEmpty();
  }

  @Test
  void noPartnerAndNoChapterAreWordsToo() {
    consignment.accept(told(Stage.RELEASED, Duration.ZERO));

    assertThat(consignment.days("partner_trade", "-", "IMPORT", 0))
        .containsExactly(1L, MASS, VALUE);
  }

  @Test
  void theFirstReleaseSpeaksForTheDeclarationWhateverThePort() {
    consignment.accept(
        told(Stage.RELEASED, Duration.ofHours(1), c -> c.setPartnerCountry("SG")),
        told(Stage.RELEASED, Duration.ZERO, c -> c.setPort("HKHKG")));

    assertThat(consignment.days("partner_trade")).containsExactly(0L, 0L, 0L);
  }

  private ClearanceEvent lodged() {
    return told(Stage.LODGED, Duration.ZERO);
  }

  private ClearanceEvent lodgedWith(
      Duration after, @Nullable Integer category, @Nullable Integer service, String port) {
    return told(
        Stage.LODGED,
        after,
        c -> c.setSingleWindowCategory(category).setSingleWindowService(service).setPort(port));
  }

  private ClearanceEvent declaring(
      Duration after, Programme programme, @Nullable String aeoCountry) {
    return told(
        Stage.ACCEPTED,
        after,
        c ->
            c.setDeclarationId("another")
                .setProgrammes(List.of(programme))
                .setAeoCountry(aeoCountry));
  }

  private ClearanceEvent told(Stage stage, Duration after) {
    return told(stage, after, c -> {});
  }

  private ClearanceEvent told(Stage stage, Duration after, Consumer<ClearanceEvent.Builder> set) {
    return clearance(
        c -> {
          c.setEventId("c" + events++).setStage(stage).setEventTime(LODGED.plus(after));
          set.accept(c);
        });
  }
}
