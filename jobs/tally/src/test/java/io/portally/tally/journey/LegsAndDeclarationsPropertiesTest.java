package io.portally.tally.journey;

import static io.portally.tally.Samples.clearance;
import static io.portally.tally.journey.JourneyTallyPropertiesTest.MIDNIGHT;
import static io.portally.tally.journey.JourneyTallyPropertiesTest.everyOrderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Leg;
import io.portally.events.Stage;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.JourneyTallyPropertiesTest.Arrivals;
import io.portally.tally.measure.FactTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;

/**
 * The same promises as of {@link JourneyTallyPropertiesTest}, where movements and clearance events
 * meet: in legs under every programme, and in what becomes of declarations.
 */
class LegsAndDeclarationsPropertiesTest {

  /** Samples that every wrong rule must be caught within. */
  private static final List<Arrivals> SAMPLES =
      JourneyTallyPropertiesTest.samples(traffic(), 2_000);

  @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
  void anyOrderOfArrivalGivesTheContractsRowsAndNoRevisionFalls(
      @ForAll("traffic") Arrivals arrivals) {
    assertThat(
            History.of(
                arrivals.records(),
                JourneyTallyPropertiesTest::realRule,
                Contract.ALL,
                arrivals.admitted()))
        .isEmpty();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void soDoesEveryOrderOfAFewRecords(@ForAll("littleTraffic") List<SpecificRecord> records) {
    assertThat(
            History.of(
                records, JourneyTallyPropertiesTest::realRule, Contract.ALL, everyOrderOf(records)))
        .isEmpty();
  }

  @Example
  void everyWrongRuleIsCaughtForThePromiseThatItBreaks() {
    List<Arrivals> samples = new ArrayList<>();
    samples.add(releasedTooLate());
    samples.addAll(SAMPLES);
    Stream.of(WrongLegs.values(), WrongDeclarations.values())
        .<WrongRows>flatMap(Stream::of)
        .forEach(
            wrong ->
                assertThat(samples.stream().anyMatch(arrivals -> isCaught(wrong, arrivals)))
                    .as("%s is caught as %s", wrong, wrong.breach())
                    .isTrue());
  }

  private static boolean isCaught(WrongRows wrong, Arrivals arrivals) {
    return History.ofRows(arrivals.records(), wrong.rows(), wrong.contract(), arrivals.orders())
        .containsKey(wrong.breach());
  }

  @Example
  void theContractItselfKeepsItsPromises() {
    for (Arrivals arrivals : SAMPLES.subList(0, SAMPLES.size() / 8)) {
      assertThat(History.ofRows(arrivals.records(), Contract.ALL, Contract.ALL, arrivals.orders()))
          .isEmpty();
    }
  }

  /** Fails where the generator no longer gives what the properties are about. */
  @Example
  void everyTableAndEveryLegIsAmongTheSamplesAndSomeAreReversed() {
    Set<String> tables = new HashSet<>();
    Set<String> legs = new HashSet<>();
    Set<String> legsUnderAProgramme = new HashSet<>();
    Set<String> reversed = new HashSet<>();
    for (Arrivals arrivals : SAMPLES) {
      Contract.ALL
          .rowsOf(arrivals.records())
          .forEach(
              (key, figures) -> {
                if (figures.measures().get(0) > 0) {
                  tables.add(key.table());
                }
                if (key.table().equals("transfer_times") && figures.measures().get(0) > 0) {
                  String leg = (String) key.dimensions().get(2);
                  (key.dimensions().get(5).equals("ALL") ? legs : legsUnderAProgramme).add(leg);
                  if (figures.measures().get(2) > 0) {
                    reversed.add(leg);
                  }
                }
              });
    }
    String[] all =
        Stream.of(Leg.values())
            .filter(leg -> leg != Leg.UNKNOWN)
            .map(Leg::name)
            .toArray(String[]::new);
    assertThat(tables)
        .containsAll(
            Stream.of(FactTable.values())
                .filter(table -> table != FactTable.DATA_QUALITY)
                .map(FactTable::tableName)
                .toList());
    assertThat(legs).containsExactlyInAnyOrder(all);
    assertThat(legsUnderAProgramme).containsExactlyInAnyOrder(all);
    assertThat(reversed).containsExactlyInAnyOrder(all);
  }

  /** One journey in which a declaration is released more than sixty days after it was lodged. */
  private static Arrivals releasedTooLate() {
    List<SpecificRecord> records =
        List.of(
            clearance(c -> c.setEventId("c1").setStage(Stage.LODGED).setEventTime(MIDNIGHT)),
            clearance(
                c ->
                    c.setEventId("c2")
                        .setStage(Stage.HELD)
                        .setEventTime(MIDNIGHT.plus(Duration.ofDays(20)))),
            clearance(
                c ->
                    c.setEventId("c3")
                        .setStage(Stage.HELD)
                        .setEventTime(MIDNIGHT.plus(Duration.ofDays(40)))),
            clearance(
                c ->
                    c.setEventId("c4")
                        .setStage(Stage.RELEASED)
                        .setEventTime(MIDNIGHT.plus(Duration.ofDays(60)).plusMillis(1))));
    return new Arrivals(records, everyOrderOf(records));
  }

  @Example
  void soDoesEveryOrderWhereAReleaseComesTooLateForTheCohort() {
    Arrivals late = releasedTooLate();

    assertThat(
            History.of(
                late.records(),
                JourneyTallyPropertiesTest::realRule,
                Contract.ALL,
                late.admitted()))
        .isEmpty();
  }

  @Provide
  static Arbitrary<Arrivals> traffic() {
    return JourneyTallyPropertiesTest.arrivals(recordsOf(2, 7));
  }

  @Provide
  static Arbitrary<List<SpecificRecord>> littleTraffic() {
    return recordsOf(2, 4);
  }

  private static Arbitrary<List<SpecificRecord>> recordsOf(int least, int most) {
    return Arbitraries.of(Traffic.ALL)
        .flatMap(
            traffic ->
                JourneyTallyPropertiesTest.ofEachVersionOne(
                    Arbitraries.randomValue(traffic::next), least, most));
  }
}
