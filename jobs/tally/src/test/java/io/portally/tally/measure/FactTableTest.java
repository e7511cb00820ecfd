package io.portally.tally.measure;

import static io.portally.tally.Samples.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

class FactTableTest {

  @Property
  void whatIsPackedComesBack(@ForAll("keys") Key key) {
    long packed = key.packed();

    assertThat(FactTable.of(packed)).isEqualTo(key.table());
    assertThat(unpacked(packed)).isEqualTo(key.codes());
  }

  @Property
  void keysAreEqualWhereTableAndCodesAre(@ForAll("keys") Key one, @ForAll("keys") Key other) {
    assertThat(one.packed() == other.packed()).isEqualTo(one.equals(other));
  }

  @Property
  void anotherAreaChangesNothingElse(@ForAll("keys") Key key, @ForAll("areas") int area) {
    if (!key.table().rollsUpAreas()) {
      return;
    }
    long moved = FactTable.withArea(key.packed(), area);

    assertThat(FactTable.areaOf(key.packed())).isEqualTo(key.codes().get(0));
    assertThat(FactTable.areaOf(moved)).isEqualTo(area);
    assertThat(FactTable.of(moved)).isEqualTo(key.table());
    assertThat(unpacked(moved).subList(1, key.codes().size()))
        .isEqualTo(key.codes().subList(1, key.codes().size()));
  }

  @Example
  void theGreatestCodesOfATableFitIntoItsKeyAndOneMoreIsRefused() {
    for (FactTable table : FactTable.values()) {
      int[] greatest = table.dimensions().stream().mapToInt(each -> each.codes() - 1).toArray();
      assertThat(unpacked(table.pack(greatest)))
          .containsExactlyElementsOf(Arrays.stream(greatest).boxed().toList());

      for (int i = 0; i < greatest.length; i++) {
        for (int none : List.of(-1, greatest[i] + 1, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
          int[] codes = greatest.clone();
          codes[i] = none;
          assertThatThrownBy(() -> table.pack(codes))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(none + " is no code of ")
              .hasMessageContaining(table.tableName());
        }
      }
    }
  }

  @Example
  void aMissingOrSuperfluousCodeIsRefused() {
    assertThatThrownBy(() -> FactTable.DATA_QUALITY.pack(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 codes are given for the 3 dimensions of data_quality");
    assertThatThrownBy(() -> FactTable.DATA_QUALITY.pack(0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 codes");
  }

  @Example
  void aKeyOfThroughputReadsAsItsRowDoes() {
    long packed =
        FactTable.THROUGHPUT.pack(
            REGISTER.portOrdinal("CNYTN"),
            Movement.LOADED.ordinal(),
            Direction.EXPORT.ordinal(),
            Mode.RAIL.ordinal(),
            1);

    assertThat(words(packed)).containsExactly("PORT", "CNYTN", "LOADED", "EXPORT", "RAIL", true);
    assertThat(columns(FactTable.THROUGHPUT))
        .containsExactly("area_level", "area_code", "movement", "direction", "mode", "laden");
    assertThat(FactTable.THROUGHPUT.measures())
        .containsExactly("events", "gross_mass_kg", "teu_hundredths");
    assertThat(FactTable.THROUGHPUT.tableName()).isEqualTo("throughput");
  }

  @Example
  void aKeyOfDataQualityReadsAsItsRowDoes() {
    long packed = FactTable.DATA_QUALITY.pack(1, 3, 0);

    assertThat(words(packed)).containsExactly("clearance-events", "REJECTED", "-");
    assertThat(columns(FactTable.DATA_QUALITY)).containsExactly("topic", "fate", "reason");
    assertThat(FactTable.DATA_QUALITY.measures()).containsExactly("records");
    assertThat(FactTable.DATA_QUALITY.rollsUpAreas()).isFalse();
  }

  @Example
  void aKeyOfTransferTimesReadsAsItsRowDoes() {
    long packed =
        FactTable.TRANSFER_TIMES.pack(
            REGISTER.portOrdinal("CNYTN"),
            Leg.ARRIVAL_TO_RELEASE.ordinal(),
            Direction.IMPORT.ordinal(),
            Mode.SEA.ordinal(),
            Programme.UNKNOWN.ordinal());

    assertThat(words(packed))
        .containsExactly("PORT", "CNYTN", "ARRIVAL_TO_RELEASE", "IMPORT", "SEA", "ALL");
    assertThat(columns(FactTable.TRANSFER_TIMES))
        .containsExactly("area_level", "area_code", "leg", "direction", "mode", "programme");
    assertThat(FactTable.TRANSFER_TIMES.rollsUpAreas()).isTrue();
  }

  @Example
  void aKeyOfCorridorTimesNamesBothPortsAndStandsForNoOtherArea() {
    long packed =
        FactTable.CORRIDOR_TIMES.pack(
            Leg.PORT_TO_PORT.ordinal(),
            REGISTER.portOrdinal("CNYTN"),
            REGISTER.portOrdinal("HKHKG"),
            Mode.ROAD.ordinal(),
            Programme.AEO.ordinal());

    assertThat(words(packed)).containsExactly("PORT_TO_PORT", "CNYTN", "HKHKG", "ROAD", "AEO");
    assertThat(columns(FactTable.CORRIDOR_TIMES))
        .containsExactly("leg", "from_port", "to_port", "mode", "programme");
    assertThat(FactTable.CORRIDOR_TIMES.rollsUpAreas()).isFalse();
  }

  @Example
  void aKeyOfProgrammeActivityReadsAsItsRowDoes() {
    long packed =
        FactTable.PROGRAMME_ACTIVITY.pack(
            REGISTER.portOrdinal("CNYTN"),
            Programme.AEO.ordinal(),
            Dimension.Country.code("SG"),
            Direction.EXPORT.ordinal());

    assertThat(words(packed)).containsExactly("PORT", "CNYTN", "AEO", "SG", "EXPORT");
    assertThat(columns(FactTable.PROGRAMME_ACTIVITY))
        .containsExactly("area_level", "area_code", "programme", "aeo_country", "direction");
  }

  @Example
  void numbersReadAsThemselves() {
    long services = FactTable.SINGLE_WINDOW_ACTIVITY.pack(99, 9_999, Direction.IMPORT.ordinal());
    long trade =
        FactTable.PARTNER_TRADE.pack(Dimension.Country.NONE, Direction.IMPORT.ordinal(), 0);

    assertThat(words(services)).containsExactly(99, 9_999, "IMPORT");
    assertThat(columns(FactTable.SINGLE_WINDOW_ACTIVITY))
        .containsExactly("category", "service", "direction");
    assertThat(words(trade)).containsExactly("-", "IMPORT", 0);
    assertThat(columns(FactTable.PARTNER_TRADE))
        .containsExactly("partner_country", "direction", "hs_chapter");
  }

  @Property
  void everyCountryReadsAsItsLetters(
      @ForAll @CharRange(from = 'A', to = 'Z') char first,
      @ForAll @CharRange(from = 'A', to = 'Z') char second) {
    String letters = "" + first + second;
    int code = Dimension.Country.code(letters);
    Dimension country = new Dimension.Country("partner_country");

    assertThat(code).isGreaterThan(Dimension.Country.NONE).isLessThan(country.codes());
    assertThat(country.columns().get(0).words().of(code, REGISTER)).isEqualTo(letters);
  }

  @Example
  void noCountryReadsAsADash() {
    assertThat(Dimension.Country.code(null)).isEqualTo(Dimension.Country.NONE);
    assertThat(
            new Dimension.Country("aeo_country")
                .columns()
                .get(0)
                .words()
                .of(Dimension.Country.NONE, REGISTER))
        .isEqualTo("-");
  }

  @Example
  void everyDimensionHasBitsForAllItsCodes() {
    for (FactTable table : FactTable.values()) {
      assertThat(table.dimensions())
          .as(table.tableName())
          .allSatisfy(each -> assertThat(each.codes()).isBetween(1, 1 << each.bits()));
    }
  }

  @Example
  void aSketchBeginsWithTheLengthsOfNoSecondWhichAreTheLastMeasure() {
    for (FactTable table : FactTable.values()) {
      if (table.hasSketch()) {
        assertThat(table.measures().get(table.sums())).isEqualTo("zero_count");
        assertThat(table.measures()).hasSize(table.sums() + 1);
      } else {
        assertThat(table.measures()).hasSize(table.sums()).doesNotContain("zero_count");
      }
    }
  }

  @Example
  void whatIsTakenBackChangesEverySignButThatOfAnIndex() {
    assertThat(FactTable.THROUGHPUT.negative(new long[] {1, 24_000, -200}))
        .containsExactly(-1, -24_000, 200);
    assertThat(
            FactTable.TRANSFER_TIMES.negative(
                new long[] {3, 65, 1, 3, 3, 3, 3, 3, 1, 80, 1, 204, -2}))
        .containsExactly(-3, -65, -1, -3, -3, -3, -3, -3, -1, 80, -1, 204, 2);
  }

  @Example
  void onlyCohortsAreFollowedUpBeyondTheirWindow() {
    assertThat(FactTable.CLEARANCE_COHORTS.followUp()).isEqualTo(Duration.ofDays(60));
    assertThat(FactTable.values())
        .filteredOn(table -> table != FactTable.CLEARANCE_COHORTS)
        .allSatisfy(table -> assertThat(table.followUp()).isZero());
  }

  @Example
  void theRegisterHasFewerAreasThanAKeyCanTellApart() {
    assertThat(REGISTER.areas()).hasSizeLessThan(Dimension.AreaOrdinal.MOST);
  }

  @Provide
  Arbitrary<Key> keys() {
    return Arbitraries.of(FactTable.values())
        .flatMap(
            table ->
                Combinators.combine(
                        table.dimensions().stream()
                            .map(each -> Arbitraries.integers().between(0, each.codes() - 1))
                            .toList())
                    .as(codes -> new Key(table, codes)));
  }

  @Provide
  Arbitrary<Integer> areas() {
    return Arbitraries.integers().between(0, Dimension.AreaOrdinal.MOST - 1);
  }

  private static List<Integer> unpacked(long packed) {
    FactTable table = FactTable.of(packed);
    return IntStream.range(0, table.dimensions().size())
        .mapToObj(i -> table.codeAt(i, packed))
        .toList();
  }

  private static List<Object> words(long packed) {
    FactTable table = FactTable.of(packed);
    return IntStream.range(0, table.dimensions().size())
        .boxed()
        .flatMap(
            i ->
                table.dimensions().get(i).columns().stream()
                    .map(column -> column.words().of(table.codeAt(i, packed), REGISTER)))
        .toList();
  }

  private static List<String> columns(FactTable table) {
    return table.dimensions().stream()
        .flatMap(dimension -> dimension.columns().stream())
        .map(Dimension.Column::name)
        .toList();
  }

  /** A table and a code for each of its dimensions. */
  record Key(FactTable table, List<Integer> codes) {
    long packed() {
      return table.pack(codes.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
