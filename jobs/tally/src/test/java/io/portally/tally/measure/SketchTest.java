package io.portally.tally.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SketchTest {

  private static final long NINETY_DAYS = Duration.ofDays(90).toSeconds();
  private static final double ROUNDING = 1e-12;

  /** A length, counted or taken back so many times. */
  record Counted(long seconds, long times) {}

  @Example
  void lengthsAreCountedInTheirBucketsAndThoseOfNoSecondApart() {
    Sketch sketch = of(3600, 0, 1, 3601, 0, 1, 1);

    assertThat(sketch.zeroCount()).isEqualTo(2);
    assertThat(sketch.bucketIndexes()).containsExactly(0, 409);
    assertThat(sketch.bucketCounts()).containsExactly(3, 2);
    assertThat(sketch.count()).isEqualTo(7);
    assertThat(sketch).hasToString("2 of 0 s, buckets [0, 409] of [3, 2]");
  }

  @Example
  void whatIsTakenBackLeavesNoCountOfZero() {
    Sketch sketch = of(60, 0, 7200);

    sketch.subtract(60);
    sketch.subtract(0);

    assertThat(sketch).isEqualTo(of(7200)).hasSameHashCodeAs(of(7200));
    sketch.subtract(7200);
    assertThat(sketch).isEqualTo(new Sketch());
    assertThat(sketch.isEmpty()).isTrue();
  }

  @Example
  void whatIsTakenBackBeforeItIsAddedCountsBelowZeroOnTheWay() {
    Sketch sketch = of(60);
    sketch.subtract(7200);

    assertThat(sketch.bucketCounts()).containsExactly(1, -1);
    assertThat(sketch.hasNegativeCount()).isTrue();
    assertThat(sketch.quantile(0.5)).isEmpty();
    assertThat(sketch.rank(60)).isEmpty();

    sketch.add(7200);
    assertThat(sketch).isEqualTo(of(60));
    sketch.subtract(0);
    assertThat(sketch.hasNegativeCount()).isTrue();
    assertThat(sketch.quantile(0.5)).isEmpty();
  }

  @Example
  void aQuantileIsTheLengthAtItsPlaceAmongAll() {
    Sketch sketch = of(0, 10, 20, 30, 40);

    assertThat(sketch.quantile(0)).hasValue(0);
    assertThat(sketch.quantile(0.24)).hasValue(0);
    assertThat(sketch.quantile(0.25)).hasValue(estimateOf(10));
    assertThat(sketch.quantile(0.5)).hasValue(estimateOf(20));
    assertThat(sketch.quantile(0.99)).hasValue(estimateOf(30));
    assertThat(sketch.quantile(1)).hasValue(estimateOf(40));
  }

  @Example
  void aRankIsTheShareOfTheLengthsThatAreNoLonger() {
    Sketch sketch = of(0, 1, 2, 2, 49, 7200, 7210, 8000);

    assertThat(sketch.rank(-1)).hasValue(0);
    assertThat(sketch.rank(0)).hasValue(1 / 8.0);
    assertThat(sketch.rank(1)).hasValue(2 / 8.0);
    assertThat(sketch.rank(48)).hasValue(4 / 8.0);
    assertThat(sketch.rank(49)).hasValue(5 / 8.0);
    assertThat(sketch.rank(7200)).hasValue(7 / 8.0);
    assertThat(sketch.rank(NINETY_DAYS)).hasValue(1);
  }

  @Example
  void nothingHasNeitherQuantilesNorRanks() {
    assertThat(new Sketch().quantile(0.5)).isEmpty();
    assertThat(new Sketch().rank(60)).isEmpty();
    assertThat(new Sketch().count()).isZero();
  }

  @Example
  void aSketchMergesWithItselfAndIsTakenFromItself() {
    Sketch sketch = of(0, 60, 7200);

    sketch.merge(sketch);
    assertThat(sketch).isEqualTo(of(0, 0, 60, 60, 7200, 7200));
    sketch.subtract(sketch);
    assertThat(sketch).isEqualTo(new Sketch());
  }

  @Example
  void aLengthThatIsAddedNoTimesLeavesNoTrace() {
    Sketch sketch = new Sketch();

    sketch.add(60, 0);

    assertThat(sketch.isEmpty()).isTrue();
  }

  @Example
  void whatIsOutOfBoundsIsRefusedWithItsValue() {
    Sketch sketch = of(60);

    assertThatThrownBy(() -> sketch.add(-1)).hasMessageContaining("a length of -1 s");
    assertThatThrownBy(() -> sketch.quantile(90))
        .hasMessage("a quantile lies between 0 and 1, but q is 90.0; the 90th percentile is 0.9");
    assertThatThrownBy(() -> sketch.quantile(-0.1)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> sketch.quantile(Double.NaN)).hasMessageContaining("NaN");
    assertThat(sketch).isEqualTo(of(60));
  }

  @Example
  void arraysThatAreNoSketchAreRefusedWithWhatIsWrong() {
    assertThatThrownBy(() -> new Sketch(0, new int[] {1, 2}, new long[] {1}))
        .hasMessage("2 bucket indexes, but 1 bucket counts; each bucket has one");
    assertThatThrownBy(() -> new Sketch(0, new int[] {1, 2}, new long[] {1, 0}))
        .hasMessage("bucket 2 has a count of 0; leave it out");
    assertThatThrownBy(() -> new Sketch(0, new int[] {2, 2}, new long[] {1, 1}))
        .hasMessage("bucket 2 stands behind bucket 2; sort them, each once");
  }

  @Example
  void sketchesThatDifferInOnePartAreNotEqual() {
    Sketch sketch = of(0, 60, 7200);

    assertThat(sketch)
        .isNotEqualTo(of(60, 7200))
        .isNotEqualTo(of(0, 60))
        .isNotEqualTo(of(0, 61, 7200))
        .isNotEqualTo(of(0, 60, 60, 7200));
  }

  @Property
  void countsAreThoseOfAMapWhateverIsAddedAndTakenBack(@ForAll("counted") List<Counted> all) {
    Sketch sketch = new Sketch();
    SortedMap<Integer, Long> expected = new TreeMap<>();
    long zeros = 0;
    for (Counted each : all) {
      sketch.add(each.seconds, each.times);
      if (each.seconds == 0) {
        zeros += each.times;
      } else {
        expected.merge(Buckets.byDefinition(each.seconds), each.times, Long::sum);
      }
    }
    expected.values().removeIf(count -> count == 0);

    assertThat(sketch.zeroCount()).isEqualTo(zeros);
    assertThat(sketch.bucketIndexes())
        .containsExactly(expected.keySet().stream().mapToInt(i -> i).toArray());
    assertThat(sketch.bucketCounts())
        .containsExactly(expected.values().stream().mapToLong(c -> c).toArray());
    assertThat(sketch.hasNegativeCount())
        .isEqualTo(zeros < 0 || expected.values().stream().anyMatch(count -> count < 0));
  }

  @Property
  void mergingPartsIsCountingAllAndTakingOneBackLeavesTheOther(
      @ForAll("counted") List<Counted> some, @ForAll("counted") List<Counted> others) {
    Sketch merged = counting(some);
    merged.merge(counting(others));
    Sketch all = counting(some);
    others.forEach(each -> all.add(each.seconds, each.times));
    Sketch theOtherWay = counting(others);
    theOtherWay.merge(counting(some));

    assertThat(merged).isEqualTo(all).hasSameHashCodeAs(all).isEqualTo(theOtherWay);
    merged.subtract(counting(others));
    assertThat(merged).isEqualTo(counting(some));
    merged.subtract(counting(some));
    assertThat(merged.isEmpty()).isTrue();
  }

  @Property
  void aSketchComesBackFromItsColumns(@ForAll("counted") List<Counted> all) {
    Sketch sketch = counting(all);
    sketch.subtract(61);

    Sketch again = new Sketch(sketch.zeroCount(), sketch.bucketIndexes(), sketch.bucketCounts());

    assertThat(again).isEqualTo(sketch).hasSameHashCodeAs(sketch);
    again.add(61);
    assertThat(again).isNotEqualTo(sketch);
  }

  @Property
  void quantilesAreTheReferencesAndWithinOnePercent(
      @ForAll("lengths") List<Long> lengths, @ForAll("share") double q) {
    Sketch sketch = new Sketch();
    DDSketch reference =
        new DDSketch(
            new LogarithmicMapping(Buckets.RELATIVE_ACCURACY), UnboundedSizeDenseStore::new);
    for (long seconds : lengths) {
      sketch.add(seconds);
      reference.accept((double) seconds);
    }
    double exact = lengths.stream().sorted().toList().get((int) (q * (lengths.size() - 1)));

    double quantile = sketch.quantile(q).orElseThrow();

    double theirs = reference.getValueAtQuantile(q);
    assertThat(quantile).isEqualTo(theirs, within(theirs * ROUNDING));
    assertThat(quantile).isEqualTo(exact, within(exact * (Buckets.RELATIVE_ACCURACY + ROUNDING)));
  }

  @Property
  void aRankLiesBetweenTheSharesOfTheLengthAndOfTheEndOfItsBucket(
      @ForAll("lengths") List<Long> lengths, @ForAll("seconds") long seconds) {
    Sketch sketch = new Sketch();
    lengths.forEach(sketch::add);

    double rank = sketch.rank(seconds).orElseThrow();

    assertThat(rank).isBetween(share(lengths, (double) seconds), share(lengths, seconds * 1.0203));
    if (seconds < 50) {
      assertThat(rank).isEqualTo(share(lengths, (double) seconds));
    }
  }

  @Property
  void asManyLengthsAreNoLongerThanAQuantileAsItsPlaceTells(
      @ForAll("lengths") List<Long> lengths, @ForAll("share") double q) {
    Sketch sketch = new Sketch();
    lengths.forEach(sketch::add);

    OptionalDouble quantile = sketch.quantile(q);
    long roundedUp = (long) Math.ceil(quantile.orElseThrow());

    assertThat(sketch.rank(roundedUp).orElseThrow() * lengths.size())
        .isGreaterThan(Math.floor(q * (lengths.size() - 1)));
  }

  private static double share(List<Long> lengths, double seconds) {
    return (double) lengths.stream().filter(each -> each <= seconds).count() / lengths.size();
  }

  private static double estimateOf(long seconds) {
    return Buckets.estimate(Buckets.of(seconds));
  }

  private static Sketch of(long... lengths) {
    Sketch sketch = new Sketch();
    for (long seconds : lengths) {
      sketch.add(seconds);
    }
    return sketch;
  }

  private static Sketch counting(List<Counted> all) {
    Sketch sketch = new Sketch();
    all.forEach(each -> sketch.add(each.seconds, each.times));
    return sketch;
  }

  /** As many around a minute as around a month, and often the same ones. */
  @Provide
  Arbitrary<Long> seconds() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 3),
        Arbitraries.of(60L, 61L, 3600L, 7200L, 7201L, NINETY_DAYS),
        Arbitraries.longs().between(1, 300),
        Arbitraries.integers().between(0, 15_866).map(ln -> Math.round(Math.exp(ln / 1_000.0))));
  }

  @Provide
  Arbitrary<List<Long>> lengths() {
    return seconds().list().ofMinSize(1).ofMaxSize(200);
  }

  @Provide
  Arbitrary<List<Counted>> counted() {
    return Combinators.combine(seconds(), Arbitraries.longs().between(-2, 3))
        .as(Counted::new)
        .list()
        .ofMaxSize(100);
  }

  @Provide
  Arbitrary<Double> share() {
    return Arbitraries.oneOf(
        Arbitraries.of(0.0, 0.25, 0.5, 0.9, 0.95, 0.99, 1.0), Arbitraries.doubles().between(0, 1));
  }
}
