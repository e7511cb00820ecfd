package io.portally.tally.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.Granularity;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowTallyTest {
  private static final Cell CELL =
      Cell.of(FactTable.THROUGHPUT.pack(0, 1, 1, 1, 1), Granularity.HOUR, 60);
  private static final Cell TRANSFERS =
      Cell.of(FactTable.TRANSFER_TIMES.pack(0, 1, 1, 1, 0), Granularity.HOUR, 60);

  private final WindowTally window = new WindowTally(FactTable.THROUGHPUT);

  @Test
  void aNewWindowHasNothingToSend() {
    assertThat(window.isUnsent()).isFalse();
    assertThat(window.isComplete()).isFalse();
    assertThat(window.tally().isZero()).isTrue();
  }

  @Test
  void whatIsAddedIsUnsentUntilItIsSent() {
    window.add(contribution(1, 1, 24_000, 200));

    assertThat(window.isUnsent()).isTrue();
    assertThat(window.send(CELL)).isEqualTo(row(1, false, 1, 24_000, 200));
    assertThat(window.isUnsent()).isFalse();
  }

  @Test
  void aRowHoldsAbsoluteValuesNotWhatWasAddedLast() {
    window.add(contribution(1, 1, 24_000, 200));
    Row first = window.send(CELL);
    window.add(contribution(2, 1, 6_000, 100));

    assertThat(window.send(CELL)).isEqualTo(row(3, false, 2, 30_000, 300));
    assertThat(first).isEqualTo(row(1, false, 1, 24_000, 200));
  }

  @Test
  void aChangedRevisionIsWorthSendingEvenAtEqualMeasures() {
    window.add(contribution(1, 0, 0, 0));

    assertThat(window.isUnsent()).isTrue();
  }

  @Test
  void completionIsSentOnceAndLaterRevisionsAreCompleteToo() {
    window.add(contribution(1, 1, 24_000, 200));
    Row live = window.send(CELL);

    window.complete();
    assertThat(window.isUnsent()).isTrue();
    Row complete = window.send(CELL);
    assertThat(complete).isEqualTo(row(1, true, 1, 24_000, 200));

    window.complete();
    assertThat(window.isUnsent()).isFalse();
    window.add(contribution(1, -1, -24_000, -200));
    Row revised = window.send(CELL);
    assertThat(revised).isEqualTo(row(2, true, 0, 0, 0));

    assertThat(complete.supersedes(live)).isTrue();
    assertThat(revised.supersedes(complete)).isTrue();
  }

  @Test
  void aRowGivesWayToACompleteOneThenToAHigherRevisionAndNeverToItsLike() {
    Row live = row(9, false, 9, 9, 9);
    Row complete = row(1, true, 1, 1, 1);

    assertThat(complete.supersedes(live)).isTrue();
    assertThat(live.supersedes(complete)).isFalse();
    assertThat(row(10, false, 0, 0, 0).supersedes(live)).isTrue();
    assertThat(live.supersedes(row(10, false, 0, 0, 0))).isFalse();
    assertThat(live.supersedes(live)).isFalse();
  }

  @Test
  void aWindowComesBackAsItWasKept() {
    WindowTally kept = new WindowTally(new Tally(3, new long[] {1, 2, 3}), true, true);

    assertThat(kept.isUnsent()).isTrue();
    assertThat(kept.send(CELL)).isEqualTo(row(3, true, 1, 2, 3));
  }

  @Test
  void aRowOfLengthsHoldsTheirBucketsBehindTheSums() {
    WindowTally window = new WindowTally(FactTable.TRANSFER_TIMES);
    window.add(lengths(2, 2, 10, 0, 2, 2, 2, 2, 2, 0, 80, 2));
    Row first = window.send(TRANSFERS);
    window.add(lengths(3, 3, 7, 1, 3, 3, 3, 3, 3, 1, 34, 1, 80, 1));

    assertThat(first.measures()).containsExactly(2, 10, 0, 2, 2, 2, 2, 2, 0, 80, 2);
    assertThat(window.send(TRANSFERS))
        .isEqualTo(
            new Row(TRANSFERS, 5, false, new long[] {5, 17, 1, 5, 5, 5, 5, 5, 1, 34, 1, 80, 3}));
  }

  @Test
  void ofLengthsThatAreAllTakenBackNothingStays() {
    WindowTally window = new WindowTally(FactTable.TRANSFER_TIMES);
    window.add(lengths(2, 2, 5, 1, 2, 2, 2, 2, 2, 1, 80, 1));
    window.add(lengths(0, -2, -5, -1, -2, -2, -2, -2, -2, -1, 80, -1));
    Row row = window.send(TRANSFERS);

    assertThat(row.measures()).containsExactly(new long[9]);
    assertThat(row.revision()).isEqualTo(2);
    assertThat(row.sketch().isEmpty()).isTrue();
    assertThat(window.tally().isZero()).as("the revision stays").isFalse();
  }

  @Test
  void aLengthMayBeTakenBackBeforeItIsAdded() {
    WindowTally window = new WindowTally(FactTable.TRANSFER_TIMES);
    window.add(lengths(1, -1, -5, 0, -1, -1, -1, -1, -1, 0, 80, -1));
    assertThat(window.tally().measures()).endsWith(0, 80, -1);
    window.add(lengths(1, 1, 5, 0, 1, 1, 1, 1, 1, 0, 80, 1));

    assertThat(window.tally()).isEqualTo(Tally.of(2, new long[9], 8));
  }

  @Test
  void aRowKnowsTheQuantilesOfItsLengths() {
    Row row = new Row(TRANSFERS, 4, true, new long[] {4, 0, 1, 4, 4, 4, 4, 4, 1, 34, 1, 80, 2});

    assertThat(row.sketch()).isEqualTo(new Sketch(1, new int[] {34, 80}, new long[] {1, 2}));
    assertThat(Quantile.P50.of(row.sketch())).hasValue(Buckets.estimate(34));
    assertThat(Quantile.P90.of(row.sketch())).hasValue(Buckets.estimate(80));
    assertThat(Quantile.P95.of(row.sketch())).hasValue(Buckets.estimate(80));
    assertThat(Quantile.P99.of(row.sketch())).hasValue(Buckets.estimate(80));
    assertThat(Quantile.P99.of(new Row(TRANSFERS, 4, true, new long[9]).sketch())).isEmpty();
  }

  @Test
  void quantilesAreNamedAfterTheirHundredths() {
    Sketch hundred = new Sketch();
    LongStream.rangeClosed(0, 100).forEach(bucket -> hundred.add(lengthIn(bucket)));

    assertThat(Quantile.values())
        .allSatisfy(
            quantile -> {
              int hundredths = Integer.parseInt(quantile.name().substring(1));
              assertThat(quantile.columnName()).isEqualTo("p" + hundredths + "_seconds");
              assertThat(quantile.of(hundred)).hasValue(Buckets.estimate(300 + hundredths));
            });
  }

  /** A length of its own bucket, in order. */
  private static long lengthIn(long number) {
    return (long) Buckets.estimate((int) (300 + number));
  }

  @Test
  void aRowOfOtherMeasuresHasNoLengths() {
    assertThatThrownBy(() -> row(1, false, 1, 2, 3).sketch())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a row of throughput counts no lengths of time");
  }

  private static Contribution lengths(long revision, long... measures) {
    return new Contribution(TRANSFERS, revision, measures);
  }

  private static Contribution contribution(long revision, long... measures) {
    return new Contribution(CELL, revision, measures);
  }

  private static Row row(long revision, boolean complete, long... measures) {
    return new Row(CELL, revision, complete, measures);
  }
}
