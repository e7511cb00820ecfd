package io.portally.tally.journey;

import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.SHANGHAI;
import static io.portally.tally.Samples.clearance;
import static io.portally.tally.Samples.movement;
import static io.portally.tally.journey.History.remembered;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.Definitions;
import io.portally.tally.fate.Bounds;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.History.Rule;
import io.portally.tally.measure.Combiner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever the order of arrival: the same rows, and they are the contract's; no revision falls; and
 * where more records are known and a row's revision is the same, its measures are the same too.
 */
class JourneyTallyPropertiesTest {

  /** A day begins in Shanghai. */
  static final Instant MIDNIGHT = Instant.parse("2026-03-02T16:00:00Z");

  private static final long EVERYTHING_SEEN_BEFORE_1970 = 0;
  private static final long PUBLISHED = MIDNIGHT.plus(Duration.ofDays(60)).toEpochMilli();

  /** So patient that everything the generators give is in time. */
  private static final Definitions PATIENT =
      new Definitions(
          REGISTER,
          SHANGHAI,
          new Bounds(
              65_536,
              1_000_000_000L,
              2_500_000,
              1_000_000_000_000_000L,
              Duration.ofMinutes(5),
              Duration.ofDays(90)),
          Duration.ofHours(1),
          Duration.ofDays(30),
          2_000);

  private static final String SHIP = "\uD83D\uDEA2";

  /** Less than the ship by code points, greater by UTF-16. */
  private static final String BEFORE_THE_SHIP = "\uFF5E";

  /** Samples that every wrong rule must be caught within. */
  private static final int SAMPLES = 400;

  private static final List<Arrivals> CONSIGNMENTS = samples(consignments(), SAMPLES);
  private static final List<Arrivals> DECLARATIONS = samples(declarations(), SAMPLES);

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void anyOrderOfArrivalGivesTheContractsRowsAndNoRevisionFalls(
      @ForAll("consignments") Arrivals arrivals) {
    Map<Breach, String> breaches =
        History.of(
            arrivals.records(),
            JourneyTallyPropertiesTest::realRule,
            Contract.ALL,
            arrivals.admitted());

    assertThat(breaches).isEmpty();
    describe(arrivals.records());
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void soDoesAnyOrderOfWhatHappensToDeclarations(@ForAll("declarations") Arrivals arrivals) {
    assertThat(
            History.of(
                arrivals.records(),
                JourneyTallyPropertiesTest::realRule,
                Contract.ALL,
                arrivals.admitted()))
        .isEmpty();
    describeDeclarations(arrivals.records());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void soDoesEveryOrderOfAFewRecords(@ForAll("fewRecords") List<SpecificRecord> records) {
    assertThat(
            History.of(
                records, JourneyTallyPropertiesTest::realRule, Contract.ALL, everyOrderOf(records)))
        .isEmpty();
  }

  @Example
  void soDoesEveryOrderWhereAnEventLiesOnBothSidesOfASilence() {
    Arrivals torn = tornApart();

    assertThat(
            History.of(
                torn.records(),
                JourneyTallyPropertiesTest::realRule,
                Contract.ALL,
                torn.admitted()))
        .isEmpty();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aJourneyThatWasKeptAndComesBackGoesOnAsIfItHadNeverLeft(
      @ForAll("consignments") Arrivals arrivals) {
    assertThat(
            History.of(
                arrivals.records(),
                JourneyTallyPropertiesTest::ruleOfAKeptJourney,
                Contract.ALL,
                arrivals.admitted()))
        .isEmpty();
  }

  @Example
  void everyWrongRuleIsCaughtForThePromiseThatItBreaks() {
    assertCaught(List.of(WrongThroughput.values()), CONSIGNMENTS);
    List<Arrivals> declarations = new ArrayList<>(DECLARATIONS);
    declarations.add(tornApart());
    assertCaught(List.of(WrongActivity.values()), declarations);
  }

  private static void assertCaught(List<? extends WrongRule> rules, List<Arrivals> samples) {
    for (WrongRule wrong : rules) {
      assertThat(samples.stream().anyMatch(arrivals -> breaches(wrong, arrivals)))
          .as("%s is caught as %s", wrong, wrong.breach())
          .isTrue();
    }
  }

  private static boolean breaches(WrongRule wrong, Arrivals arrivals) {
    return History.of(arrivals.records(), wrong, wrong.contract(), arrivals.orders())
        .containsKey(wrong.breach());
  }

  @Example
  void theContractsRulesAmongTheWrongOnesAreNotCaught() {
    for (Arrivals arrivals : CONSIGNMENTS) {
      assertThat(
              History.of(
                  arrivals.records(),
                  WrongThroughput::rightRule,
                  ThroughputReference::rowsOf,
                  arrivals.orders()))
          .isEmpty();
    }
    for (Arrivals arrivals : DECLARATIONS) {
      assertThat(
              History.of(
                  arrivals.records(),
                  new ActivityRule(),
                  ClearanceActivityReference::rowsOf,
                  arrivals.orders()))
          .isEmpty();
    }
  }

  static Rule realRule() {
    JourneyTally tally = PATIENT.journeyTally();
    Journeys journeys = new Journeys();
    Combiner combiner = new Combiner(PATIENT.rollUp());
    return (record, consumer) -> {
      tally.accept(journeys, record, combiner);
      combiner.drain(consumer);
    };
  }

  private static Rule ruleOfAKeptJourney() {
    JourneyTally tally = PATIENT.journeyTally();
    Combiner combiner = new Combiner(PATIENT.rollUp());
    List<JourneyRecord> kept = new ArrayList<>();
    return (record, consumer) -> {
      Journeys restored = new Journeys(kept, Journeys.NONE);
      tally.accept(restored, record, combiner);
      combiner.drain(consumer);
      kept.clear();
      kept.addAll(restored.records());
    };
  }

  /**
   * A consignment's records, and the orders in which they arrive.
   *
   * @param orders indexes into the records, each at least once: the second time it is a duplicate
   */
  record Arrivals(List<SpecificRecord> records, List<List<Integer>> orders) {

    /** The orders without what {@link Admission} calls a duplicate, which is what was there. */
    List<List<Integer>> admitted() {
      return orders.stream().map(this::admitted).toList();
    }

    /** The same without those duplicates, for who asks more than once. */
    Arrivals withoutDuplicates() {
      return new Arrivals(records, admitted());
    }

    private List<Integer> admitted(List<Integer> order) {
      Admission admission = PATIENT.admission();
      Journeys journeys = new Journeys();
      List<Integer> accepted = new ArrayList<>();
      for (int index : order) {
        JourneyRecord record = remembered(records.get(index));
        Verdict verdict = admission.judge(journeys, record, PUBLISHED, EVERYTHING_SEEN_BEFORE_1970);
        assertThat(verdict)
            .isEqualTo(
                accepted.contains(index) ? Verdict.Duplicate.INSTANCE : Verdict.Accepted.INSTANCE);
        if (verdict instanceof Verdict.Accepted) {
          journeys.remember(record);
          accepted.add(index);
        }
      }
      assertThat(accepted).containsExactlyInAnyOrderElementsOf(indexes(records));
      return accepted;
    }
  }

  @Provide
  static Arbitrary<Arrivals> consignments() {
    return arrivals(records(8, 6, 1));
  }

  @Provide
  static Arbitrary<Arrivals> declarations() {
    return Arbitraries.oneOf(arrivals(records(8, 1, 4)), arrivals(farApart()));
  }

  @Provide
  static Arbitrary<List<SpecificRecord>> fewRecords() {
    return Arbitraries.oneOf(records(4, 6, 1), records(4, 1, 4), farApart());
  }

  static Arbitrary<Arrivals> arrivals(Arbitrary<List<SpecificRecord>> consignments) {
    return consignments.flatMap(
        records -> {
          Arbitrary<List<Integer>> again =
              Arbitraries.integers().between(0, records.size() - 1).list().ofMaxSize(4);
          return again
              .flatMap(more -> Arbitraries.shuffle(with(indexes(records), more)).list().ofSize(5))
              .map(orders -> new Arrivals(records, orders));
        });
  }

  /** Of each event a version once; so few events, ports and times that they meet. */
  private static Arbitrary<List<SpecificRecord>> records(
      int most, int shareOfMovements, int shareOfClearances) {
    Arbitrary<SpecificRecord> one =
        Arbitraries.frequencyOf(
            Tuple.of(shareOfMovements, movements()), Tuple.of(shareOfClearances, clearances()));
    return ofEachVersionOne(one, 1, most);
  }

  /** Releases of one declaration before and after a long silence, and what may break it. */
  private static Arbitrary<List<SpecificRecord>> farApart() {
    Arbitrary<Instant> times =
        Arbitraries.of(
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofDays(22),
                Duration.ofDays(45),
                Duration.ofDays(45).plusMillis(1))
            .map(MIDNIGHT::plus);
    Arbitrary<SpecificRecord> released =
        Combinators.combine(
                Arbitraries.of("e1", "e1", BEFORE_THE_SHIP, SHIP),
                Arbitraries.integers().between(0, 1),
                times,
                Arbitraries.of(false, false, false, false, false, true),
                Arbitraries.of("d1", "d1", "d1", "d1", "d2"))
            .as(
                (id, version, time, retracted, declaration) ->
                    clearance(
                        c ->
                            c.setEventId(id)
                                .setVersion(version)
                                .setEventTime(time)
                                .setRetracted(retracted)
                                .setDeclarationId(declaration)
                                .setGrossMassKg(id.length())));
    Arbitrary<SpecificRecord> moved =
        times.map(time -> movement(m -> m.setEventId("m1").setEventTime(time)));
    return ofEachVersionOne(
        Arbitraries.frequencyOf(Tuple.of(4, released), Tuple.of(1, moved)), 2, 5);
  }

  static Arbitrary<List<SpecificRecord>> ofEachVersionOne(
      Arbitrary<SpecificRecord> one, int least, int most) {
    return one.list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .uniqueElements(
            record ->
                List.of(
                    remembered(record).topic(),
                    remembered(record).eventId(),
                    remembered(record).version()));
  }

  private static Arbitrary<SpecificRecord> movements() {
    Arbitrary<Direction> directions =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Direction.IMPORT)),
            Tuple.of(1, Arbitraries.just(Direction.TRANSSHIPMENT)));
    Arbitrary<Mode> modes =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Mode.SEA)),
            Tuple.of(1, Arbitraries.just(Mode.INLAND_WATERWAY)));
    Arbitrary<Movement> whats = Arbitraries.of(Movement.DISCHARGED, Movement.GATED_OUT);
    Arbitrary<long[]> amounts =
        Combinators.combine(Arbitraries.longs().between(0, 3), Arbitraries.integers().between(0, 2))
            .as((mass, teu) -> new long[] {mass, teu});
    return Combinators.combine(
            eventIds(), versions(), retractions(), times(), ports(), whats, directions, modes)
        .as(
            (id, version, retracted, time, port, what, direction, mode) ->
                CargoMovement.newBuilder(movement(m -> {}))
                    .setEventId(id)
                    .setVersion(version)
                    .setRetracted(retracted)
                    .setEventTime(time)
                    .setPort(port)
                    .setMovement(what)
                    .setDirection(direction)
                    .setMode(mode)
                    .build())
        .flatMap(
            draft ->
                Combinators.combine(amounts, Arbitraries.of(true, true, true, false))
                    .as(
                        (amount, laden) ->
                            CargoMovement.newBuilder(draft)
                                .setGrossMassKg(amount[0])
                                .setTeuHundredths((int) amount[1])
                                .setLaden(laden)
                                .build()));
  }

  private static Arbitrary<SpecificRecord> clearances() {
    Arbitrary<String> ids = Arbitraries.of("e1", "e1", "e2", BEFORE_THE_SHIP, SHIP);
    Arbitrary<String> declarations = Arbitraries.of("d1", "d1", "d1", "d1", "d2");
    Arbitrary<Stage> stages =
        Arbitraries.of(Stage.RELEASED, Stage.RELEASED, Stage.RELEASED, Stage.INSPECTED);
    Arbitrary<long[]> amounts =
        Combinators.combine(Arbitraries.longs().between(0, 3), Arbitraries.longs().between(0, 3))
            .as((mass, value) -> new long[] {mass, value});
    return Combinators.combine(
            ids, versions(), retractions(), times(), ports(), declarations, stages, amounts)
        .as(
            (id, version, retracted, time, port, declaration, stage, amount) ->
                clearance(
                    c ->
                        c.setEventId(id)
                            .setVersion(version)
                            .setRetracted(retracted)
                            .setEventTime(time)
                            .setPort(port)
                            .setDeclarationId(declaration)
                            .setStage(stage)
                            .setGrossMassKg(amount[0])
                            .setValueFen(amount[1])));
  }

  private static Arbitrary<String> eventIds() {
    return Arbitraries.of("e1", "e1", "e2", "e3");
  }

  private static Arbitrary<Integer> versions() {
    return Arbitraries.integers().between(0, 4);
  }

  private static Arbitrary<Boolean> retractions() {
    return Arbitraries.of(false, false, true);
  }

  /** Two ports of a province, one of them without a region; another province; another nation. */
  private static Arbitrary<String> ports() {
    return Arbitraries.of("CNYTN", "CNZNG", "CNSHA", "HKHKG");
  }

  /** On both sides of a border of minutes, of hours, of days and of journeys, and often equal. */
  private static Arbitrary<Instant> times() {
    return Arbitraries.oneOf(
            Arbitraries.of(0L, -1L, 1L, 59_999L, 60_000L, 3_599_999L, 3_600_000L, 86_400_000L),
            Arbitraries.of(Duration.ofDays(-20), Duration.ofDays(22), Duration.ofDays(45))
                .map(Duration::toMillis),
            Arbitraries.longs().between(-7_200_000, 7_200_000))
        .map(MIDNIGHT::plusMillis);
  }

  /** Always the same ones, without duplicates. */
  static List<Arrivals> samples(Arbitrary<Arrivals> arrivals, int count) {
    Random random = new Random(20_260_302);
    var generator = arrivals.generator(1_000);
    List<Arrivals> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(generator.next(random).value().withoutDuplicates());
    }
    return samples;
  }

  /** Fails where the generators no longer give what the property is about. */
  private static void describe(List<SpecificRecord> records) {
    Map<String, Set<Object>> places = new HashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    boolean retracted = false;
    for (SpecificRecord record : records) {
      if (remembered(record) instanceof MovementRecord movement) {
        versions.merge(movement.eventId(), 1, Integer::sum);
        retracted |= movement.retracted();
        places
            .computeIfAbsent(movement.eventId(), id -> new HashSet<>())
            .add(List.of(movement.port(), movement.eventTime() / 60_000));
      }
    }
    boolean corrected = versions.values().stream().anyMatch(count -> count > 1);
    boolean moved = places.values().stream().anyMatch(each -> each.size() > 1);
    Statistics.label("an event has several versions")
        .collect(corrected)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 40));
    Statistics.label("a version moves its event")
        .collect(moved)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 40));
    Statistics.label("something is retracted")
        .collect(retracted)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 40));
  }

  /** The same for what happens to declarations. */
  private static void describeDeclarations(List<SpecificRecord> records) {
    Map<List<Object>, Set<String>> events = new HashMap<>();
    Map<List<Object>, TreeSet<Long>> times = new HashMap<>();
    for (SpecificRecord record : records) {
      if (remembered(record) instanceof ClearanceRecord clearance && !clearance.retracted()) {
        List<Object> stage = List.of(clearance.declarationId(), clearance.stage());
        events.computeIfAbsent(stage, any -> new HashSet<>()).add(clearance.eventId());
        times.computeIfAbsent(stage, any -> new TreeSet<>()).add(clearance.eventTime());
      }
    }
    boolean far =
        times.values().stream().anyMatch(each -> each.last() - each.first() > ActivityRule.GAP);
    boolean apart = ReferenceJourney.of(records).size() > 1;
    Statistics.label("a stage has several events")
        .collect(events.values().stream().anyMatch(ids -> ids.size() > 1))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    Statistics.label("a stage lies far apart, in journeys that are")
        .collect(far ? (apart ? "apart" : "joined") : "no")
        .coverage(
            coverage -> {
              coverage.check("apart").percentage(share -> share > 5);
              coverage.check("joined").percentage(share -> share > 5);
            });
  }

  /** An event that a correction takes over a silence, which a movement then breaks. */
  private static Arrivals tornApart() {
    Instant later = MIDNIGHT.plus(Duration.ofDays(45));
    List<SpecificRecord> records =
        List.of(
            clearance(c -> c.setEventId("torn").setEventTime(later)),
            clearance(c -> c.setEventId("torn").setEventTime(MIDNIGHT).setVersion(1)),
            clearance(c -> c.setEventId("whole").setEventTime(later.plusMillis(1))),
            movement(m -> m.setEventTime(MIDNIGHT.plus(Duration.ofDays(22)))));
    return new Arrivals(records, everyOrderOf(records));
  }

  static List<List<Integer>> everyOrderOf(List<?> records) {
    List<List<Integer>> orders = new ArrayList<>();
    permute(new ArrayList<>(indexes(records)), 0, orders);
    return orders;
  }

  private static void permute(List<Integer> indexes, int from, List<List<Integer>> orders) {
    if (from == indexes.size()) {
      orders.add(List.copyOf(indexes));
      return;
    }
    for (int i = from; i < indexes.size(); i++) {
      Collections.swap(indexes, from, i);
      permute(indexes, from + 1, orders);
      Collections.swap(indexes, from, i);
    }
  }

  private static List<Integer> indexes(List<?> of) {
    return IntStream.range(0, of.size()).boxed().toList();
  }

  private static List<Integer> with(List<Integer> some, List<Integer> more) {
    List<Integer> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
