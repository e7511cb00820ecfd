package io.portally.tally.measure;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.area.Granularity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class CombinerTest {
  private static final long NOON = 29_540_000;
  private static final long DISCHARGED_AT_YANTIAN =
      FactTable.THROUGHPUT.pack(REGISTER.portOrdinal("CNYTN"), 1, 1, 1, 1);

  /** The second area that the port counts for. */
  private static final int GUANGDONG = REGISTER.areaOrdinalsOf(REGISTER.portOrdinal("CNYTN"))[1];

  private final RollUp rollUp = DEFINITIONS.rollUp();
  private final Combiner combiner = new Combiner(rollUp);

  @Example
  void aThousandEventsOfAMinuteTravelOnAsTheirCells() {
    for (int i = 0; i < 1_000; i++) {
      combiner.add(
          new Contribution(Cell.part(DISCHARGED_AT_YANTIAN, NOON), 1, new long[] {1, 24, 2}));
    }
    assertThat(combiner.size()).isEqualTo(1);

    List<Contribution> drained = drain();

    assertThat(drained).hasSize(4 * 3);
    assertThat(drained)
        .allSatisfy(
            each -> {
              assertThat(each.cell().isPart()).isFalse();
              assertThat(each.revision()).isEqualTo(1_000);
              assertThat(each.measures()).containsExactly(1_000, 24_000, 2_000);
            });
    assertThat(combiner.size()).isZero();
  }

  @Example
  void aPartAndAWindowThatItRollsUpToTravelOnAsOne() {
    Cell hour =
        Cell.of(
            DISCHARGED_AT_YANTIAN,
            Granularity.HOUR,
            DEFINITIONS.windows().startOf(Granularity.HOUR, NOON));
    combiner.add(
        new Contribution(Cell.part(DISCHARGED_AT_YANTIAN, NOON), 1, new long[] {1, 24, 2}));
    combiner.add(new Contribution(hour, 5, new long[] {-1, -4, 0}));

    assertThat(combiner.size()).isEqualTo(2);
    assertThat(drain())
        .hasSize(12)
        .contains(
            new Contribution(hour, 6, new long[] {0, 20, 2}),
            new Contribution(inGuangdong(hour), 6, new long[] {0, 20, 2}));
  }

  @Example
  void aCellOfAWiderAreaTravelsOnWithWhatItsPortsAdd() {
    Cell hour = Cell.of(DISCHARGED_AT_YANTIAN, Granularity.HOUR, NOON);
    combiner.add(new Contribution(hour, 5, new long[] {1, 24, 2}));
    combiner.add(new Contribution(inGuangdong(hour), -2, new long[] {0, 0, 0}));

    assertThat(drain())
        .hasSize(4)
        .contains(
            new Contribution(hour, 5, new long[] {1, 24, 2}),
            new Contribution(inGuangdong(hour), 3, new long[] {1, 24, 2}));
  }

  private static Cell inGuangdong(Cell cell) {
    return new Cell(FactTable.withArea(cell.dimensions(), GUANGDONG), cell.window());
  }

  @Example
  void anAdvancedRevisionTravelsOnEvenWhereTheMeasuresCancelOut() {
    Cell hour = Cell.of(DISCHARGED_AT_YANTIAN, Granularity.HOUR, NOON);
    combiner.add(new Contribution(hour, 1, new long[] {1, 24, 2}));
    combiner.add(new Contribution(hour, 1, new long[] {-1, -24, -2}));

    assertThat(drain()).hasSize(4).contains(new Contribution(hour, 2, new long[] {0, 0, 0}));
  }

  @Example
  void whatIsNothingInAllDoesNotTravel() {
    Cell hour = Cell.of(DISCHARGED_AT_YANTIAN, Granularity.HOUR, NOON);
    combiner.add(new Contribution(hour, 0, new long[] {1, 24, 2}));
    combiner.add(new Contribution(hour, 0, new long[] {-1, -24, -2}));

    assertThat(drain()).isEmpty();
    assertThat(drain()).isEmpty();
  }

  @Example
  void lengthsOfAPortsMinutesTravelOnAsOneSketchToEachCell() {
    combiner.add(transfer("CNYTN", NOON, 1, 5));
    combiner.add(transfer("CNYTN", NOON + 1, 1, 60));
    combiner.add(transfer("CNYTN", NOON, 1, 5));
    combiner.add(transfer("CNYTN", NOON, 1, 0));

    List<Contribution> drained = drain();

    assertThat(drained).hasSize(4 * 2);
    assertThat(drained)
        .allSatisfy(
            each -> {
              assertThat(each.revision()).isEqualTo(4);
              assertThat(each.measures())
                  .containsExactly(4, 70, 0, 4, 4, 4, 4, 4, 1, Buckets.of(5), 2, Buckets.of(60), 1);
            });
  }

  @Example
  void lengthsThatAreTakenBackLeaveNoBucket() {
    Contribution five = transfer("CNYTN", NOON, 1, 5);
    combiner.add(five);
    combiner.add(transfer("CNYTN", NOON, 1, 60));
    combiner.add(takenBack(five, 0));
    assertThat(drain())
        .hasSize(8)
        .allSatisfy(
            each ->
                assertThat(each.measures())
                    .containsExactly(1, 60, 0, 1, 1, 1, 1, 1, 0, Buckets.of(60), 1));

    combiner.add(takenBack(five, 0));
    assertThat(drain())
        .as("it is taken back here and added elsewhere")
        .hasSize(8)
        .allSatisfy(each -> assertThat(each.measures()).endsWith(0, Buckets.of(5), -1));

    combiner.add(takenBack(five, -1));
    combiner.add(five);
    assertThat(drain()).as("nothing is left").isEmpty();
  }

  @Property(tries = 300)
  void wheneverItIsDrainedNoLengthIsLostOrDoubled(
      @ForAll("transfers") List<Contribution> transfers,
      @ForAll @IntRange(min = 1, max = 8) int most) {
    Tallies expected = new Tallies();
    Tallies arrived = new Tallies();
    for (Contribution each : transfers) {
      expected.add(each, rollUp);
      combiner.add(each);
      if (combiner.size() >= most) {
        combiner.drain(arrived::add);
      }
    }
    combiner.drain(arrived::add);

    assertThat(withoutZeros(arrived)).isEqualTo(withoutZeros(expected));
  }

  @Property(tries = 300)
  void lengthsAddAndSubtractWithoutLoss(
      @ForAll("transfers") List<Contribution> plus, @ForAll("transfers") List<Contribution> minus) {
    Tallies tallies = new Tallies();
    Tallies others = new Tallies();
    Tallies expected = new Tallies();
    plus.forEach(tallies::add);
    minus.forEach(others::add);
    plus.forEach(expected::add);
    minus.forEach(each -> expected.add(takenBack(each, -each.revision())));

    tallies.subtract(others);

    assertThat(withoutZeros(tallies)).isEqualTo(withoutZeros(expected));
  }

  private static Map<Cell, Tally> withoutZeros(Tallies tallies) {
    Map<Cell, Tally> rest = new HashMap<>(tallies.asMap());
    rest.values().removeIf(Tally::isZero);
    return rest;
  }

  /** A leg of so many seconds that ended at the port in the minute. */
  private static Contribution transfer(String port, long minute, long revision, long seconds) {
    Sketch sketch = new Sketch();
    sketch.add(seconds);
    return new Contribution(
        Cell.part(FactTable.TRANSFER_TIMES.pack(REGISTER.portOrdinal(port), 1, 1, 1, 0), minute),
        revision,
        sketch.behind(new long[] {1, seconds, 0, 1, 1, 1, 1, 1}));
  }

  private static Contribution takenBack(Contribution each, long revision) {
    long[] negative = each.cell().table().negative(each.measures());
    return new Contribution(each.cell(), revision, negative);
  }

  @Provide
  Arbitrary<List<Contribution>> transfers() {
    long day = DEFINITIONS.windows().startOf(Granularity.DAY, NOON);
    Arbitrary<Contribution> added =
        Combinators.combine(
                Arbitraries.of("CNYTN", "CNZNG", "HKHKG"),
                Arbitraries.of(day - 1, day, day + 1, day + 60),
                Arbitraries.longs().between(0, 2),
                Arbitraries.longs().between(0, 9))
            .as(CombinerTest::transfer);
    return Combinators.combine(added, Arbitraries.of(true, false))
        .as((each, takeBack) -> takeBack ? takenBack(each, 0) : each)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 500)
  void wheneverItIsDrainedNothingIsLostOrDoubled(@ForAll("steps") List<Step> steps) {
    Map<Cell, List<Long>> added = new HashMap<>();
    List<Contribution> handedOn = new ArrayList<>();
    List<String> asHandedOn = new ArrayList<>();
    for (Step step : steps) {
      if (step.add() != null) {
        combiner.add(step.add());
        cellsOf(step.add()).forEach(cell -> sum(added, cell, step.add()));
      } else {
        List<Contribution> drained = drain();
        assertThat(drained.stream().map(Contribution::cell)).doesNotHaveDuplicates();
        handedOn.addAll(drained);
        drained.forEach(each -> asHandedOn.add(each.toString()));
        assertThat(combiner.size()).isZero();
      }
    }
    drain()
        .forEach(
            each -> {
              handedOn.add(each);
              asHandedOn.add(each.toString());
            });

    Map<Cell, List<Long>> arrived = new HashMap<>();
    handedOn.forEach(each -> sum(arrived, each.cell(), each));
    added.values().removeIf(sums -> sums.stream().allMatch(sum -> sum == 0));
    arrived.values().removeIf(sums -> sums.stream().allMatch(sum -> sum == 0));
    assertThat(arrived).isEqualTo(added);
    assertThat(handedOn).noneMatch(each -> each.cell().isPart());
    assertThat(handedOn.stream().map(Contribution::toString).toList())
        .as("what was handed on is left alone afterwards")
        .isEqualTo(asHandedOn);
  }

  @Property(tries = 500)
  void talliesAddAndSubtractWithoutLoss(
      @ForAll("contributions") List<Contribution> plus,
      @ForAll("contributions") List<Contribution> minus) {
    Tallies tallies = new Tallies();
    Tallies others = new Tallies();
    Map<Cell, List<Long>> expected = new HashMap<>();
    for (Contribution each : plus) {
      tallies.add(each);
      sum(expected, each.cell(), each);
    }
    for (Contribution each : minus) {
      others.add(each);
      sum(expected, each.cell(), negative(each));
    }
    String othersBefore = others.toString();

    tallies.subtract(others);

    Map<Cell, List<Long>> actual = new HashMap<>();
    tallies.forEach(each -> sum(actual, each.cell(), each));
    expected.values().removeIf(sums -> sums.stream().allMatch(sum -> sum == 0));
    assertThat(actual).isEqualTo(expected);
    assertThat(others).hasToString(othersBefore);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> adds = contribution().map(Step::new);
    return Arbitraries.frequencyOf(Tuple.of(6, adds), Tuple.of(1, Arbitraries.just(Step.DRAIN)))
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Contribution>> contributions() {
    return contribution().list().ofMaxSize(20);
  }

  /** To few cells and parts, so that they meet; also to windows that begin with the same minute. */
  private Arbitrary<Contribution> contribution() {
    long day = DEFINITIONS.windows().startOf(Granularity.DAY, NOON);
    Arbitrary<Long> minutes = Arbitraries.of(day - 1, day, day + 1, day + 60);
    Arbitrary<Long> keys =
        Arbitraries.of(
            DISCHARGED_AT_YANTIAN,
            FactTable.THROUGHPUT.pack(REGISTER.portOrdinal("CNZNG"), 1, 1, 1, 1),
            FactTable.THROUGHPUT.pack(REGISTER.portOrdinal("CNYTN"), 1, 1, 1, 0),
            FactTable.withArea(DISCHARGED_AT_YANTIAN, GUANGDONG),
            FactTable.DATA_QUALITY.pack(0, 0, 0));
    Arbitrary<Cell> cells =
        Combinators.combine(keys, minutes, Arbitraries.of(Granularity.class).injectNull(0.5))
            .as(
                (key, minute, granularity) ->
                    granularity == null
                        ? Cell.part(key, minute)
                        : Cell.of(
                            key, granularity, DEFINITIONS.windows().startOf(granularity, minute)));
    Arbitrary<Long> amounts = Arbitraries.longs().between(-5, 5);
    return Combinators.combine(cells, Arbitraries.longs().between(0, 3), amounts.list().ofSize(3))
        .as(
            (cell, revision, measures) ->
                new Contribution(
                    cell,
                    revision,
                    measures.stream()
                        .mapToLong(Long::longValue)
                        .limit(cell.table().measures().size())
                        .toArray()));
  }

  private Set<Cell> cellsOf(Contribution contribution) {
    Set<Cell> cells = new HashSet<>();
    rollUp.forEachCell(contribution.cell(), cells::add);
    return cells;
  }

  private List<Contribution> drain() {
    List<Contribution> drained = new ArrayList<>();
    combiner.drain(drained::add);
    return drained;
  }

  /** The revision, then the measures. */
  private static void sum(Map<Cell, List<Long>> sums, Cell cell, Contribution more) {
    List<Long> sum = sums.computeIfAbsent(cell, c -> new ArrayList<>(List.of(0L, 0L, 0L, 0L)));
    sum.set(0, sum.get(0) + more.revision());
    for (int i = 0; i < more.measures().length; i++) {
      sum.set(i + 1, sum.get(i + 1) + more.measures()[i]);
    }
  }

  private static Contribution negative(Contribution each) {
    long[] measures = each.measures().clone();
    for (int i = 0; i < measures.length; i++) {
      measures[i] = -measures[i];
    }
    return new Contribution(each.cell(), -each.revision(), measures);
  }

  /** Something is added, or (null) all is drained. */
  record Step(@Nullable Contribution add) {
    static final Step DRAIN = new Step(null);
  }
}
