package io.portally.tally.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.Granularity;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CellTest {
  private static final long DIMENSIONS = FactTable.DATA_QUALITY.pack(1, 2, 3);
  private static final long MOST_MINUTES = 1L << 60;

  @Property
  void aCellTellsItsWindow(
      @ForAll Granularity granularity,
      @ForAll @LongRange(min = -MOST_MINUTES, max = MOST_MINUTES) long minute) {
    Cell cell = Cell.of(DIMENSIONS, granularity, minute);

    assertThat(cell.granularity()).isEqualTo(granularity);
    assertThat(cell.startMinute()).isEqualTo(minute);
    assertThat(cell.isPart()).isFalse();
    assertThat(cell.table()).isEqualTo(FactTable.DATA_QUALITY);
  }

  @Property
  void aPartTellsItsMinuteAndHasNoGranularity(
      @ForAll @LongRange(min = -MOST_MINUTES, max = MOST_MINUTES) long minute) {
    Cell part = Cell.part(DIMENSIONS, minute);

    assertThat(part.isPart()).isTrue();
    assertThat(part.startMinute()).isEqualTo(minute);
    assertThatThrownBy(part::granularity)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("part");
  }

  @Example
  void windowsThatBeginTogetherAreDifferentCells() {
    assertThat(Cell.of(DIMENSIONS, Granularity.MINUTE, 60))
        .isNotEqualTo(Cell.of(DIMENSIONS, Granularity.HOUR, 60))
        .isNotEqualTo(Cell.part(DIMENSIONS, 60))
        .isEqualTo(Cell.of(DIMENSIONS, Granularity.MINUTE, 60))
        .hasSameHashCodeAs(Cell.of(DIMENSIONS, Granularity.MINUTE, 60));
  }

  @Example
  void theCellsOfADaySpreadOverTheirHashes() {
    long different =
        LongStream.range(0, 1_440)
            .mapToObj(minute -> Cell.of(DIMENSIONS, Granularity.MINUTE, 29_000_000 + minute))
            .mapToInt(cell -> cell.hashCode() & 0xFFFF)
            .distinct()
            .count();

    assertThat(different).isGreaterThan(1_350);
  }
}
