package io.portally.local.oracle;

import static io.portally.local.oracle.Line.clearance;
import static io.portally.local.oracle.Line.movement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfer and corridor times of a few milestones, expectations by hand. */
class OracleLegsTest {

  /** Noon in Shanghai: an hour begins. */
  private static final Instant NOON = Instant.parse("2025-03-10T04:00:00Z");

  private static final Instant HALF_PAST_ONE = NOON.plus(Duration.ofMinutes(90));
  private static final Instant TWO = NOON.plus(Duration.ofHours(2));
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final OracleSettings SETTINGS =
      OracleSettings.defaultsAsOf(Instant.parse("2025-03-10T06:00:00Z"));

  // What a row holds

  @Test
  void a_leg_counts_in_hour_and_day_of_its_later_end_in_each_of_its_areas() throws Exception {
    try (Oracle oracle = judge(arrived("a", NOON), lodged("l", HALF_PAST_ONE))) {
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', granularity, window_start, area_level, area_code, leg, direction, mode,
                    programme, events, total_seconds, reversed, within_2h, within_8h, within_24h, within_48h,
                    within_72h, zero_count, bucket_indexes, bucket_counts, revision, complete)
                  FROM expected_transfer_times"""))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of("HOUR 2025-03-10 05:00:00 %s true", "DAY 2025-03-09 16:00:00 %s false")
                  .flatMap(
                      window ->
                          Stream.of("PORT CNSHA", "PROVINCE CN-SH", "REGION YRD", "NATION CN")
                              .map(
                                  area ->
                                      window.formatted(
                                          area
                                              + " ARRIVAL_TO_LODGEMENT IMPORT SEA ALL 1 5400 0 1 1"
                                              + " 1 1 1 0 [429] [1] 2")))
                  .toList());
      assertThat(quantiles(oracle)).allSatisfy(p -> assertThat(p).isCloseTo(5378.9, within(0.1)));
      assertThat(oracle.rowsOf("corridor_times")).isZero();
    }
  }

  @Test
  void lengths_of_a_cell_are_counted_by_bucket_and_quantiles_are_estimates_of_buckets()
      throws Exception {
    List<Line> lines = new ArrayList<>();
    for (int seconds : new int[] {3_599, 60, 0, 60}) {
      String consignment = "consignment " + lines.size();
      lines.add(arrived("a", NOON).with("consignmentId", consignment));
      lines.add(lodged("l", NOON.plusSeconds(seconds)).with("consignmentId", consignment));
    }
    try (Oracle oracle = judge(lines.toArray(Line[]::new))) {
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', events, total_seconds, reversed, zero_count, bucket_indexes, bucket_counts)
                  FROM expected_transfer_times"""))
          .containsOnly("4 3719 0 1 [204, 409] [2, 1]");
      // They stand at places 1, 2, 2 and 2, counted from 0.
      assertThat(quantiles(oracle)).hasSize(4 * 8);
      assertThat(quantiles(oracle)).allSatisfy(p -> assertThat(p).isCloseTo(59.75, within(0.01)));
    }
  }

  @Test
  void lengths_are_cut_to_whole_seconds_before_they_are_held_against_hours() throws Exception {
    Line arrived = arrived("a", NOON);
    Line justWithin = lodged("l", TWO.plusSeconds(1).minus(MILLISECOND));
    Line longer = lodged("l", TWO.plusSeconds(1));
    String columns =
        "SELECT DISTINCT concat_ws(' ', total_seconds, within_2h, within_8h) FROM"
            + " expected_transfer_times";
    try (Oracle cut = judge(arrived, justWithin);
        Oracle full = judge(arrived, longer)) {
      assertThat(texts(cut, columns)).containsExactly("7200 1 1");
      assertThat(texts(full, columns)).containsExactly("7201 0 1");
    }
  }

  @Test
  void a_bucket_is_that_of_strict_logarithms_at_every_border() throws Exception {
    double gamma = 1.01 / 0.99;
    long aCentury = Duration.ofDays(36_525).toSeconds();
    List<Long> nearBorders =
        LongStream.iterate(0, bucket -> bucket + 1)
            .map(bucket -> (long) StrictMath.pow(gamma, (double) bucket))
            .takeWhile(border -> border < aCentury)
            .flatMap(border -> LongStream.rangeClosed(Math.max(1, border - 1), border + 2))
            .distinct()
            .boxed()
            .toList();
    assertThat(nearBorders).hasSizeGreaterThan(2_000);
    try (Oracle oracle = judge()) {
      assertThat(
              oracle.read(
                  "SELECT bucket_of(seconds) FROM (SELECT unnest(%s) AS seconds)"
                      .formatted(nearBorders),
                  row -> row.getInt(1)))
          .isEqualTo(
              nearBorders.stream()
                  .map(x -> (int) Math.floor(StrictMath.log(x) / StrictMath.log(gamma)))
                  .toList());
    }
  }

  // Which ends

  static Stream<Arguments> legsAtAPort() {
    return Stream.of(
        Arguments.of("ARRIVAL_TO_LODGEMENT", arrived("f", NOON), lodged("t", TWO)),
        Arguments.of("LODGEMENT_TO_RELEASE", lodged("f", NOON), released("t", TWO)),
        Arguments.of("ARRIVAL_TO_RELEASE", arrived("f", NOON), released("t", TWO)),
        Arguments.of("GATE_IN_TO_RELEASE", gatedIn("f", NOON), released("t", TWO)),
        Arguments.of("RELEASE_TO_GATE_OUT", released("f", NOON), gatedOut("t", TWO)),
        Arguments.of("RELEASE_TO_DEPARTED", released("f", NOON), departed("t", TWO)),
        Arguments.of("ARRIVAL_TO_GATE_OUT", arrived("f", NOON), gatedOut("t", TWO)),
        Arguments.of("GATE_IN_TO_LOADED", gatedIn("f", NOON), loaded("t", TWO)));
  }

  @ParameterizedTest
  @MethodSource("legsAtAPort")
  void a_leg_runs_between_its_milestones_and_takes_direction_and_mode_of_its_end(
      String leg, Line from, Line to) throws Exception {
    assertThat(legs(from.with("direction", "TRANSIT"), to.with("mode", "RAIL")))
        .containsExactly("06 CNSHA %s IMPORT RAIL ALL: 1, 7200 s, 0 reversed, r2".formatted(leg));
    assertThat(legs(from, to.with("port", "CNNGB"))).noneMatch(row -> row.contains(leg));
    assertThat(legs(from, to.with("consignmentId", "other"))).isEmpty();
  }

  @Test
  void where_the_end_comes_first_the_length_is_zero_and_the_leg_is_reversed() throws Exception {
    try (Oracle oracle = judge(lodged("l", NOON), arrived("a", TWO))) {
      assertThat(legs(oracle))
          .containsExactly("06 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 1, 0 s, 1 reversed, r2");
      assertThat(quantiles(oracle)).containsOnly(0.0);
      assertThat(
              texts(
                  oracle,
                  "SELECT concat_ws(' ', within_2h, zero_count, bucket_indexes) FROM"
                      + " expected_transfer_times"))
          .containsOnly("1 1 []");
    }
  }

  @Test
  void the_first_of_several_counts_and_the_others_add_to_the_revision_until_the_windows_end()
      throws Exception {
    assertThat(
            legs(
                arrived("second", NOON.plusSeconds(1_800)),
                arrived("first", NOON),
                lodged("l", HALF_PAST_ONE),
                lodged("later", TWO),
                arrived("after all", TWO)))
        .containsExactlyInAnyOrder(
            "05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 1, 5400 s, 0 reversed, r3",
            "06 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 0, 0 s, 0 reversed, r5");
  }

  @Test
  void each_piece_of_equipment_is_a_unit_and_so_is_none() throws Exception {
    Line withoutBox = gatedOut("none", TWO).without("equipmentId");
    assertThat(
            legs(
                released("r", NOON),
                gatedOut("box", TWO),
                gatedOut("box again", TWO.plusSeconds(1)),
                gatedOut("other box", TWO).with("equipmentId", "MSKU7654321"),
                withoutBox,
                withoutBox.with("eventId", "none again")))
        .containsExactly("06 CNSHA RELEASE_TO_GATE_OUT IMPORT SEA ALL: 3, 21600 s, 0 reversed, r8");
  }

  @Test
  void where_both_ends_have_the_same_kind_of_unit_they_are_of_the_same_unit() throws Exception {
    assertThat(
            legs(
                gatedIn("other box", NOON).with("equipmentId", "MSKU7654321"),
                gatedIn("none", NOON).without("equipmentId"),
                loaded("box", TWO)))
        .isEmpty();
    assertThat(
            legs(
                gatedIn("none", NOON).without("equipmentId"),
                loaded("none too", TWO).without("equipmentId")))
        .containsExactly("06 CNSHA GATE_IN_TO_LOADED IMPORT SEA ALL: 1, 7200 s, 0 reversed, r2");
    assertThat(legs(lodged("l", NOON).with("declarationId", "other"), released("r", TWO)))
        .isEmpty();
  }

  @Test
  void what_is_not_laden_takes_no_part() throws Exception {
    assertThat(legs(arrived("a", NOON).with("laden", false), lodged("l", TWO))).isEmpty();
    assertThat(legs(released("r", NOON), gatedOut("g", TWO).with("laden", false))).isEmpty();
  }

  @Test
  void legs_do_not_reach_across_journeys() throws Exception {
    Instant thirtyDaysLater = NOON.plus(Duration.ofDays(30));
    assertThat(legs(arrived("a", NOON), lodged("l", thirtyDaysLater))).hasSize(1);
    assertThat(legs(arrived("a", NOON), lodged("l", thirtyDaysLater.plus(MILLISECOND)))).isEmpty();
  }

  // Corrections

  @Test
  void a_correction_takes_a_leg_to_another_window_and_leaves_zeros() throws Exception {
    Line arrived = arrived("a", NOON).published(TWO);
    Line corrected = arrived.at(TWO).version(1);
    Line lodged = lodged("l", HALF_PAST_ONE);
    List<String> expected =
        List.of(
            "05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 0, 0 s, 0 reversed, r3",
            "06 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 1, 0 s, 1 reversed, r3");

    assertThat(legs(arrived, corrected, lodged)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(legs(corrected, lodged, arrived)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void a_retraction_of_either_end_leaves_zeros_without_quantiles() throws Exception {
    Line arrived = arrived("a", NOON);
    Line lodged = lodged("l", HALF_PAST_ONE);
    try (Oracle withoutEnd = judge(arrived, lodged, lodged.version(1).retracted())) {
      assertThat(legs(withoutEnd))
          .containsExactly("05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 0, 0 s, 0 reversed, r3");
      assertThat(
              texts(
                  withoutEnd,
                  "SELECT concat_ws(' ', coalesce(p50_seconds::VARCHAR, 'none'), zero_count,"
                      + " bucket_indexes, bucket_counts) FROM expected_transfer_times"))
          .containsOnly("none 0 [] []");
    }
    assertThat(legs(arrived, lodged, arrived.version(1).retracted()))
        .containsExactly("05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 0, 0 s, 0 reversed, r3");
  }

  // Programmes

  @Test
  void a_leg_counts_under_all_and_under_each_programme_that_is_declared_by_its_later_end()
      throws Exception {
    assertThat(
            legs(
                arrived("a", NOON),
                lodged("l", HALF_PAST_ONE).with("programmes", List.of("AEO", "UNKNOWN", "AEO")),
                released("r", TWO)
                    .with("programmes", List.of("GREEN_CHANNEL", "AEO"))
                    .with("declarationId", "another")))
        .containsExactlyInAnyOrder(
            "05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 1, 5400 s, 0 reversed, r2",
            "05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA AEO: 1, 5400 s, 0 reversed, r3",
            "06 CNSHA ARRIVAL_TO_RELEASE IMPORT SEA ALL: 1, 7200 s, 0 reversed, r2",
            "06 CNSHA ARRIVAL_TO_RELEASE IMPORT SEA AEO: 1, 7200 s, 0 reversed, r4",
            "06 CNSHA ARRIVAL_TO_RELEASE IMPORT SEA GREEN_CHANNEL: 1, 7200 s, 0 reversed, r3");
  }

  @Test
  void a_programme_that_a_correction_declares_later_or_no_more_leaves_zeros() throws Exception {
    Line declares = clearance("d", NOON).with("stage", "SELECTED");
    Line aeo = declares.with("programmes", List.of("AEO"));
    List<String> expected =
        List.of(
            "05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA ALL: 1, 5400 s, 0 reversed, r2",
            "05 CNSHA ARRIVAL_TO_LODGEMENT IMPORT SEA AEO: 0, 0 s, 0 reversed, r4");

    assertThat(legs(arrived("a", NOON), lodged("l", HALF_PAST_ONE), aeo, aeo.version(1).at(TWO)))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            legs(
                arrived("a", NOON),
                lodged("l", HALF_PAST_ONE),
                aeo,
                aeo.version(1).with("programmes", List.of())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  // Appointments

  @Test
  void an_appointment_is_waited_for_until_the_inspection_and_counts_in_its_window()
      throws Exception {
    Line appointed = lodged("l", NOON).with("appointmentTime", HALF_PAST_ONE);
    assertThat(legs(appointed, inspected("i", TWO)))
        .containsExactly("06 CNSHA APPOINTMENT_WAIT IMPORT SEA ALL: 1, 1800 s, 0 reversed, r2");
    assertThat(legs(appointed, inspected("i", NOON.plusSeconds(60))))
        .as("inspected before the appointment")
        .containsExactly("04 CNSHA APPOINTMENT_WAIT IMPORT SEA ALL: 1, 0 s, 1 reversed, r2");
    assertThat(legs(inspected("i", TWO).with("appointmentTime", HALF_PAST_ONE)))
        .as("told by the inspection itself")
        .containsExactly("06 CNSHA APPOINTMENT_WAIT IMPORT SEA ALL: 1, 1800 s, 0 reversed, r2");
  }

  @Test
  void the_appointment_is_that_of_the_declarations_first_event_with_one_at_the_port()
      throws Exception {
    Line appointed = lodged("l", NOON).with("appointmentTime", HALF_PAST_ONE);
    Line appointedAnew =
        appointed
            .with("eventId", "m")
            .with("stage", "HELD")
            .at(NOON.plusSeconds(1))
            .with("appointmentTime", TWO);
    assertThat(legs(appointedAnew, appointed, inspected("i", TWO)))
        .containsExactly("06 CNSHA APPOINTMENT_WAIT IMPORT SEA ALL: 1, 1800 s, 0 reversed, r3");
    assertThat(legs(appointed, appointedAnew.at(TWO.plusSeconds(1)), inspected("i", TWO)))
        .as("those after the inspection have a say in the revision alone")
        .containsExactly("06 CNSHA APPOINTMENT_WAIT IMPORT SEA ALL: 1, 1800 s, 0 reversed, r3");
    assertThat(legs(appointed.at(TWO.plus(MILLISECOND)), inspected("i", TWO))).isEmpty();
    assertThat(legs(appointed.with("declarationId", "other"), inspected("i", TWO))).isEmpty();
    assertThat(legs(appointed, inspected("i", TWO).with("port", "CNNGB"))).isEmpty();
  }

  // Corridors

  @Test
  void from_port_to_port_counts_where_it_arrives_and_by_corridor() throws Exception {
    Line departed = departed("d", NOON).with("direction", "DOMESTIC").with("otherPort", "CNNGB");
    Line arrived =
        arrived("a", TWO).with("port", "CNNGB").with("otherPort", "CNSHA").with("mode", "RAIL");
    try (Oracle oracle = judge(departed, arrived)) {
      assertThat(legs(oracle))
          .containsExactly("06 CNNGB PORT_TO_PORT IMPORT RAIL ALL: 1, 7200 s, 0 reversed, r2");
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', granularity, window_start, leg, from_port, to_port, mode, programme, events,
                    total_seconds, reversed, within_2h, within_8h, within_24h, within_48h, within_72h, zero_count,
                    bucket_indexes, bucket_counts, revision, complete)
                  FROM expected_corridor_times"""))
          .containsExactlyInAnyOrder(
              "HOUR 2025-03-10 06:00:00 PORT_TO_PORT CNSHA CNNGB RAIL ALL 1 7200 0 1 1 1 1 1 0"
                  + " [444] [1] 2 false",
              "DAY 2025-03-09 16:00:00 PORT_TO_PORT CNSHA CNNGB RAIL ALL 1 7200 0 1 1 1 1 1 0"
                  + " [444] [1] 2 false");
    }
    assertThat(legs(departed, arrived.with("otherPort", "NLRTM"))).as("from abroad").isEmpty();
    assertThat(legs(departed, arrived.with("port", "CNSHA"))).as("from where it is").isEmpty();
  }

  @Test
  void each_pair_of_ports_is_measured_once() throws Exception {
    Line arrived = arrived("a", TWO).with("port", "CNNGB").with("otherPort", "CNSHA");
    assertThat(
            corridors(
                departed("d", NOON),
                departed("e", NOON.plusSeconds(60)),
                arrived,
                arrived.with("eventId", "b").at(TWO.plusSeconds(60)),
                departed("f", NOON.plusSeconds(120)).with("port", "CNYTN"),
                arrived.with("eventId", "c").with("otherPort", "CNYTN")))
        .containsExactlyInAnyOrder(
            "06 PORT_TO_PORT CNSHA CNNGB SEA ALL: 1, 7200 s, 0 reversed, r4",
            "06 PORT_TO_PORT CNYTN CNNGB SEA ALL: 1, 7080 s, 0 reversed, r2");
  }

  @Test
  void an_export_is_transferred_from_its_first_gate_to_the_port_that_it_leaves_by()
      throws Exception {
    Line gatedIn = gatedIn("g", NOON).with("port", "CNSHK").with("direction", "DOMESTIC");
    Line departed = departed("d", TWO).with("direction", "EXPORT").with("port", "CNYTN");
    assertThat(legs(gatedIn, departed))
        .containsExactly("06 CNYTN TRANSFER EXPORT SEA ALL: 1, 7200 s, 0 reversed, r2");
    assertThat(corridors(gatedIn, departed))
        .containsExactly("06 TRANSFER CNSHK CNYTN SEA ALL: 1, 7200 s, 0 reversed, r2");
    assertThat(legs(gatedIn, departed.with("otherPort", "HKHKG"))).as("not abroad").isEmpty();
    assertThat(legs(gatedIn, departed.without("otherPort"))).as("who knows where").isEmpty();
    assertThat(legs(gatedIn, departed.with("direction", "TRANSIT"))).isEmpty();
  }

  @Test
  void there_is_no_transfer_where_the_first_gate_is_that_of_the_last_port() throws Exception {
    Line atTheLastPort = gatedIn("g", NOON).with("port", "CNYTN");
    Line elsewhere = gatedIn("h", NOON.plusSeconds(1)).with("port", "CNSHK");
    Line departed = departed("d", TWO).with("direction", "EXPORT").with("port", "CNYTN");
    assertThat(legs(atTheLastPort, departed)).isEmpty();
    assertThat(legs(atTheLastPort, elsewhere, departed))
        .containsExactly("06 CNYTN TRANSFER EXPORT SEA ALL: 0, 0 s, 0 reversed, r3");
  }

  @Test
  void an_import_is_transferred_from_where_it_came_from_abroad_for_each_box() throws Exception {
    Line fromAPortHere = arrived("c", NOON.minusSeconds(60)).with("otherPort", "CNYTN");
    Line arrived = arrived("a", NOON).with("direction", "TRANSIT");
    Line gatedOut = gatedOut("g", TWO).with("port", "CNNGB");
    Line otherBox = gatedOut.with("eventId", "h").with("equipmentId", "MSKU7654321");
    assertThat(corridors(fromAPortHere, arrived, gatedOut, otherBox))
        .containsExactly("06 TRANSFER CNSHA CNNGB SEA ALL: 2, 14400 s, 0 reversed, r4");
    assertThat(legs(arrived.without("otherPort"), gatedOut))
        .containsExactly("06 CNNGB TRANSFER IMPORT SEA ALL: 1, 7200 s, 0 reversed, r2");
    assertThat(legs(arrived, gatedOut.with("direction", "DOMESTIC"))).isEmpty();
  }

  @Test
  void
      what_began_at_another_port_than_first_told_leaves_zeros_in_the_corridor_but_one_row_at_its_end()
          throws Exception {
    Line gatedIn = gatedIn("g", NOON).with("port", "CNSHK");
    try (Oracle oracle =
        judge(
            gatedIn,
            gatedIn.version(1).with("port", "CNSHA"),
            departed("d", TWO).with("direction", "EXPORT").with("port", "CNYTN"))) {
      assertThat(corridors(oracle))
          .containsExactlyInAnyOrder(
              "06 TRANSFER CNSHK CNYTN SEA ALL: 0, 0 s, 0 reversed, r3",
              "06 TRANSFER CNSHA CNYTN SEA ALL: 1, 7200 s, 0 reversed, r3");
      assertThat(legs(oracle))
          .containsExactly("06 CNYTN TRANSFER EXPORT SEA ALL: 1, 7200 s, 0 reversed, r3");
    }
  }

  private static Line arrived(String eventId, Instant eventTime) {
    return movement(eventId, eventTime).with("movement", "ARRIVED");
  }

  private static Line gatedIn(String eventId, Instant eventTime) {
    return movement(eventId, eventTime).with("movement", "GATED_IN");
  }

  private static Line loaded(String eventId, Instant eventTime) {
    return movement(eventId, eventTime).with("movement", "LOADED");
  }

  private static Line departed(String eventId, Instant eventTime) {
    return movement(eventId, eventTime).with("movement", "DEPARTED");
  }

  private static Line gatedOut(String eventId, Instant eventTime) {
    return movement(eventId, eventTime).with("movement", "GATED_OUT");
  }

  private static Line lodged(String eventId, Instant eventTime) {
    return clearance(eventId, eventTime);
  }

  private static Line inspected(String eventId, Instant eventTime) {
    return clearance(eventId, eventTime).with("stage", "INSPECTED");
  }

  private static Line released(String eventId, Instant eventTime) {
    return clearance(eventId, eventTime).with("stage", "RELEASED");
  }

  private static Oracle judge(Line... lines) throws Exception {
    return SixPorts.judge(SETTINGS, lines);
  }

  private static List<String> legs(Line... lines) throws Exception {
    try (Oracle oracle = judge(lines)) {
      return legs(oracle);
    }
  }

  /** The ports' rows of each hour. */
  private static List<String> legs(Oracle oracle) throws Exception {
    return texts(
        oracle,
        """
        SELECT format('{} {} {} {} {} {}: {}, {} s, {} reversed, r{}', strftime(window_start, '%H'), area_code, leg,
          direction, mode, programme, events, total_seconds, reversed, revision)
        FROM expected_transfer_times WHERE granularity = 'HOUR' AND area_level = 'PORT'""");
  }

  private static List<String> corridors(Line... lines) throws Exception {
    try (Oracle oracle = judge(lines)) {
      return corridors(oracle);
    }
  }

  private static List<String> corridors(Oracle oracle) throws Exception {
    return texts(
        oracle,
        """
        SELECT format('{} {} {} {} {} {}: {}, {} s, {} reversed, r{}', strftime(window_start, '%H'), leg, from_port,
          to_port, mode, programme, events, total_seconds, reversed, revision)
        FROM expected_corridor_times WHERE granularity = 'HOUR'""");
  }

  /** The four of every row. */
  private static List<Double> quantiles(Oracle oracle) throws Exception {
    return oracle.read(
        "SELECT unnest([p50_seconds, p90_seconds, p95_seconds, p99_seconds]) FROM"
            + " expected_transfer_times",
        row -> row.getDouble(1));
  }

  private static List<String> texts(Oracle oracle, String query) throws Exception {
    return oracle.read(query, row -> row.getString(1));
  }
}
