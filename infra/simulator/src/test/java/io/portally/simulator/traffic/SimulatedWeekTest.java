package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portally.events.Direction;
import io.portally.events.Programme;
import io.portally.simulator.traffic.LegsOfTraffic.Leg;
import io.portally.simulator.traffic.WeekOfTraffic.Released;
import io.portally.tally.area.PortKind;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A simulated week, held against what is known of the real traffic. The figures stand here once
 * more, as their sources have them, so that a change in {@link Figures} does not go unnoticed. The
 * week is thinned out: a few thousandths of all bulk carriers make most of the tonnes, so these are
 * allowed to be off by more than the rest.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class SimulatedWeekTest {
  private static final Instant MONDAY_IN_CHINA = Instant.parse("2026-03-01T16:00:00Z");
  private static final double RATE = 2.5;

  private static WeekOfTraffic week;
  private static LegsOfTraffic legs;

  /** From what the thin week has to a year at the default rate. */
  private static double yearly;

  @BeforeAll
  static void simulate() {
    Register register = RegisterReader.bundled();
    TrafficOptions usual = TrafficOptions.builder().start(MONDAY_IN_CHINA).build();
    TrafficOptions thin = TrafficOptions.builder().start(MONDAY_IN_CHINA).rate(RATE).build();
    week = new WeekOfTraffic(thin, register);
    yearly = 365 / 7.0 * usual.rate() / RATE;
    TrafficOptions thinner = TrafficOptions.builder().start(MONDAY_IN_CHINA).rate(0.3).build();
    legs = new LegsOfTraffic(thinner, register, 5);
  }

  @Test
  void aYearHasTheNationsTonnesAndYuan() {
    assertThat(week.tonnes() * yearly).isCloseTo(5.2e9, percent(8));
    assertThat(week.yuan() * yearly).isCloseTo(41.5e12, percent(5));
  }

  @Test
  void aYearHasEightyToAHundredMillionDeclarations() {
    assertThat(week.released().size() * yearly).isBetween(80e6, 100e6);
  }

  @Test
  void theRateHoldsOverTheWeek() {
    assertThat(week.records() / 604_800.0).isCloseTo(RATE, percent(1));
  }

  @Test
  void almostAllTonnesGoByWaterAndTwoFifthsOfTheValueDoNot() {
    Predicate<Released> byWater = of(PortKind.SEA).or(of(PortKind.RIVER));

    assertThat(week.shareOfTonnes(byWater)).isCloseTo(0.953, within(0.01));
    assertThat(week.shareOfYuan(byWater)).isCloseTo(0.6, within(0.03));
    assertThat(week.shareOfYuan(of(PortKind.AIR))).isCloseTo(0.2, within(0.03));
    assertThat(week.shareOfYuan(of(PortKind.ROAD))).isCloseTo(0.18, within(0.03));
    assertThat(week.shareOfYuan(of(PortKind.RAIL))).isCloseTo(0.02, within(0.005));
  }

  private static Predicate<Released> of(PortKind kind) {
    return one -> one.kind() == kind;
  }

  @Test
  void massesHaveAHeavyTail() {
    double[] tonnes = week.released().stream().mapToDouble(Released::tonnes).sorted().toArray();
    double median = tonnes[tonnes.length / 2];

    assertThat(week.tonnes() / tonnes.length).isGreaterThan(5 * median);
    assertThat(tonnes[tonnes.length * 99 / 100]).isGreaterThan(10 * median);
    assertThat(tonnes[tonnes.length - 1]).isBetween(60_000.0, 400_000.0);
  }

  @ParameterizedTest
  @CsvSource({
    "AEO, 0.30, 0.02",
    "ADVANCE_DECLARATION, 0.46, 0.03",
    "APPOINTMENT, 0.05, 0.01",
  })
  void everyDeclarationMayHaveAProgramme(Programme programme, double share, double tolerance) {
    assertThat(week.share(one -> true, one -> one.has(programme)))
        .isCloseTo(share, within(tolerance));
  }

  @ParameterizedTest
  @CsvSource({
    "TWO_STEP_DECLARATION, 0.10, 0.02",
    "DUTY_GUARANTEE, 0.08, 0.02",
    "GREEN_CHANNEL, 0.035, 0.01",
    "SHIPSIDE_PICKUP, 0.022, 0.01",
  })
  void someProgrammesAreForImports(Programme programme, double share, double tolerance) {
    assertThat(week.share(SimulatedWeekTest::isImport, one -> one.has(programme)))
        .isCloseTo(share, within(tolerance));
  }

  private static boolean isImport(Released one) {
    return one.is(Direction.IMPORT);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void everyProgrammeIsUsed(Programme programme) {
    assertThat(week.released()).anyMatch(one -> one.has(programme));
  }

  @Test
  void firmsWithAeoStatusHaveTheirShareOfTheValue() {
    assertThat(week.shareOfYuan(one -> one.has(Programme.AEO))).isCloseTo(0.3631, within(0.03));
  }

  @Test
  void someAeoStatusIsThePartners() {
    Predicate<Released> trusted = one -> one.has(Programme.AEO);

    assertThat(week.share(trusted, one -> !"CN".equals(one.event().getAeoCountry())))
        .isCloseTo(0.10, within(0.03));
    assertThat(week.released())
        .filteredOn(trusted.negate())
        .allMatch(one -> one.event().getAeoCountry() == null);
  }

  @Test
  void theGreenChannelIsForFreshProduce() {
    assertThat(week.released())
        .filteredOn(one -> one.has(Programme.GREEN_CHANNEL))
        .extracting(one -> one.event().getHsChapter())
        .containsOnly(2, 3, 7, 8);
  }

  @Test
  void threeInAHundredAreInspectedAndFewerOfTrustedFirms() {
    assertThat(week.inspectedShare(false)).isCloseTo(0.03, within(0.008));
    assertThat(week.inspectedShare(true)).isCloseTo(0.0057, within(0.003));
  }

  @Test
  void aboutHalfOfTheValueIsTradeWithTheBeltAndRoad() {
    assertThat(week.shareOfYuan(SimulatedWeekTest::isBeltAndRoad)).isCloseTo(0.466, within(0.05));
  }

  /** Of the partners that there are, those with a memorandum. */
  private static boolean isBeltAndRoad(Released one) {
    return "AE CL EG ET GR ID IT KE KG KR KZ LA MM MN MY NG NP PE PH PL RU SA SG TH UZ VN ZA"
        .contains(String.valueOf(one.event().getPartnerCountry()));
  }

  @Test
  void thePartnerWithTheMostTradeIsTheUnitedStates() {
    Map<String, Double> partners = week.partners((sum, one) -> sum + one.yuan());

    assertThat(partners).hasSizeGreaterThan(35);
    assertThat(partners.values()).allMatch(value -> value <= partners.getOrDefault("US", 0.0));
  }

  @Test
  void sevenInTenDeclarationsComeThroughTheSingleWindow() {
    assertThat(week.share(one -> true, one -> one.event().getSingleWindowService() != null))
        .isCloseTo(0.7, within(0.01));
  }

  @Test
  void fifteenInAHundredBoxMovesAreEmpty() {
    assertThat(week.emptyShare()).isCloseTo(0.15, within(0.015));
  }

  @Test
  void threeInAHundredMilestonesAreReportedAgainHoursApart() {
    assertThat(week.reportedAgainShare()).isCloseTo(0.03, within(0.002));
    assertThat(legs.quantile(Leg.REPORTED_APART, 0.5)).isCloseTo(16.6, percent(5));
  }

  @Test
  void nightsAndWeekendsAreQuietOnLandAndNotAtSea() {
    assertThat(week.nightOverDayOnLand()).isCloseTo(0.3, within(0.05));
    assertThat(week.nightOverDayOfReleases()).isCloseTo(0.3, within(0.05));
    assertThat(week.weekendOverWeekday()).isCloseTo(0.82, within(0.04));
    assertThat(week.nightOverDayOfShips()).isCloseTo(1, within(0.03));
  }

  @Test
  void aThirdOfTheAppointmentsAreAtNight() {
    assertThat(week.appointmentsAtNight()).isCloseTo(1 / 3.0, within(0.03));
  }

  @Test
  void anImportTakes32HoursAndAnExportOneOnAverage() {
    assertThat(legs.mean(Leg.IMPORT_CLEARANCE)).isCloseTo(32.0, percent(5));
    assertThat(legs.mean(Leg.EXPORT_CLEARANCE)).isCloseTo(1.0, percent(10));
  }

  @ParameterizedTest
  @CsvSource({
    "GATED_IN_TO_LOADED, 35, 94, 201",
    "DISCHARGED_TO_GATED_OUT, 24, 140, 313",
    "ARRIVED_TO_DISCHARGED, 3.7, 11.5, 93",
  })
  void boxesByWaterTakeAsLongAsACarrierHasMeasured(
      Leg leg, double tenth, double median, double ninetieth) {
    assertThat(legs.quantile(leg, 0.1)).as("p10").isCloseTo(tenth, percent(12));
    assertThat(legs.quantile(leg, 0.5)).as("p50").isCloseTo(median, percent(8));
    assertThat(legs.quantile(leg, 0.9)).as("p90").isCloseTo(ninetieth, percent(8));
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSFER_BY_RIVER", "TRANSFER_BY_ROAD"})
  void transfersInTheGreaterBayAreaTakeTwoToThreeDays(Leg leg) {
    assertThat(legs.count(leg)).isGreaterThan(20);
    assertThat(legs.mean(leg)).isBetween(52.0, 68.0);
    assertThat(legs.quantile(leg, 0.1)).isGreaterThan(40);
    assertThat(legs.quantile(leg, 0.9)).isLessThan(80);
  }

  @Test
  void beforeTheReformTheyTookFiveToSevenDays() {
    TrafficOptions before =
        TrafficOptions.builder().start(MONDAY_IN_CHINA).rate(0.3).era(Era.BEFORE_REFORM).build();
    LegsOfTraffic then = new LegsOfTraffic(before, RegisterReader.bundled(), 2);

    assertThat(then.count(Leg.TRANSFER_BY_RIVER)).isGreaterThan(20);
    assertThat(then.mean(Leg.TRANSFER_BY_RIVER)).isBetween(130.0, 158.0);
    assertThat(then.mean(Leg.TRANSFER_BY_ROAD)).isBetween(130.0, 158.0);
  }

  private static Percentage percent(double most) {
    return Percentage.withPercentage(most);
  }
}
