package io.portally.tally.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.area.Granularity;
import org.junit.jupiter.api.Test;

class WindowTallyTest {
  private static final Cell CELL =
      Cell.of(FactTable.THROUGHPUT.pack(0, 1, 1, 1, 1), Granularity.HOUR, 60);

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

  private static Contribution contribution(long revision, long... measures) {
    return new Contribution(CELL, revision, measures);
  }

  private static Row row(long revision, boolean complete, long... measures) {
    return new Row(CELL, revision, complete, measures);
  }
}
