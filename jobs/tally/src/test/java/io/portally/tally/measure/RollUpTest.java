package io.portally.tally.measure;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.REGISTER;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.Area;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.area.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollUpTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T16:00:00Z");
  private static final long MINUTE = Windows.minuteOf(MIDNIGHT.toEpochMilli()) + 75;

  private final RollUp rollUp = DEFINITIONS.rollUp();

  @Test
  void aPartStandsForEveryAreaOfItsPortAtEveryGranularity() {
    assertThat(cellsOf("CNYTN"))
        .containsExactlyInAnyOrder(
            "MINUTE 2026-03-02T17:15:00Z PORT CNYTN",
            "MINUTE 2026-03-02T17:15:00Z PROVINCE CN-GD",
            "MINUTE 2026-03-02T17:15:00Z REGION GBA",
            "MINUTE 2026-03-02T17:15:00Z NATION CN",
            "HOUR 2026-03-02T17:00:00Z PORT CNYTN",
            "HOUR 2026-03-02T17:00:00Z PROVINCE CN-GD",
            "HOUR 2026-03-02T17:00:00Z REGION GBA",
            "HOUR 2026-03-02T17:00:00Z NATION CN",
            "DAY 2026-03-02T16:00:00Z PORT CNYTN",
            "DAY 2026-03-02T16:00:00Z PROVINCE CN-GD",
            "DAY 2026-03-02T16:00:00Z REGION GBA",
            "DAY 2026-03-02T16:00:00Z NATION CN");
  }

  @Test
  void hongKongCountsForTheGreaterBayAreaAndNotForTheNationCn() {
    assertThat(cellsOf("HKHKG"))
        .hasSize(12)
        .contains("DAY 2026-03-02T16:00:00Z REGION GBA", "DAY 2026-03-02T16:00:00Z NATION HK")
        .doesNotContain("DAY 2026-03-02T16:00:00Z NATION CN");
  }

  @Test
  void aPortWithoutARegionHasThreeAreas() {
    assertThat(cellsOf("CNZNG")).hasSize(9).noneMatch(cell -> cell.contains("REGION"));
  }

  @Test
  void theOtherDimensionsStayAsTheyAre() {
    long dimensions = FactTable.THROUGHPUT.pack(REGISTER.portOrdinal("CNYTN"), 2, 3, 4, 1);

    rollUp.forEachCell(
        Cell.part(dimensions, MINUTE),
        cell -> {
          assertThat(FactTable.THROUGHPUT.codeAt(1, cell.dimensions())).isEqualTo(2);
          assertThat(FactTable.THROUGHPUT.codeAt(2, cell.dimensions())).isEqualTo(3);
          assertThat(FactTable.THROUGHPUT.codeAt(3, cell.dimensions())).isEqualTo(4);
          assertThat(FactTable.THROUGHPUT.codeAt(4, cell.dimensions())).isEqualTo(1);
        });
  }

  @Test
  void aTableWithoutAreasHasOneCellAtEachGranularity() {
    List<Cell> cells = new ArrayList<>();
    rollUp.forEachCell(Cell.part(FactTable.DATA_QUALITY.pack(1, 0, 0), MINUTE), cells::add);

    assertThat(cells).extracting(Cell::granularity).containsExactlyInAnyOrder(Granularity.values());
    assertThat(cells)
        .extracting(Cell::dimensions)
        .containsOnly(FactTable.DATA_QUALITY.pack(1, 0, 0));
  }

  @Test
  void onlyWindowsThatEndAfterAnInstantAreAskedFor() {
    Cell part = Cell.part(FactTable.THROUGHPUT.pack(0, 1, 1, 1, 1), MINUTE);
    Set<Long> all = new HashSet<>();
    rollUp.forEachCell(part, cell -> all.add(cell.window()));
    assertThat(all).hasSize(3);
    for (long last : all) {
      long since = endOf(last);
      Map<Long, Long> ends = new HashMap<>();

      rollUp.forEachWindow(part, since - 1, ends::put);
      assertThat(ends).containsEntry(last, since);
      assertThat(ends.keySet())
          .isEqualTo(all.stream().filter(window -> endOf(window) >= since).collect(toSet()));

      ends.clear();
      rollUp.forEachWindow(part, since, ends::put);
      assertThat(ends).doesNotContainKey(last);
    }
  }

  private long endOf(long window) {
    return rollUp.endOf(new Cell(0, window));
  }

  @Test
  void aPortsWindowStandsForTheSameWindowOfItsAreas() {
    Cell part = part("CNYTN");
    Set<Cell> hours = new HashSet<>();
    rollUp.forEachCell(part, hours::add);
    hours.removeIf(cell -> cell.granularity() != Granularity.HOUR);
    Cell hour =
        hours.stream().filter(cell -> levelOf(cell) == AreaLevel.PORT).findFirst().orElseThrow();

    assertThat(cellsOf(hour)).hasSize(4).containsExactlyInAnyOrderElementsOf(hours);
  }

  @Test
  void anAreaWiderThanAPortAndATableWithoutAreasHaveTheCellItself() {
    long dimensions =
        FactTable.withArea(part("CNYTN").dimensions(), areaOrdinal(AreaLevel.NATION, "CN"));
    Cell nation = Cell.of(dimensions, Granularity.HOUR, MINUTE);
    Cell quality = Cell.of(FactTable.DATA_QUALITY.pack(1, 0, 0), Granularity.DAY, MINUTE);

    assertThat(cellsOf(nation)).containsExactly(nation);
    assertThat(cellsOf(quality)).containsExactly(quality);
  }

  private List<Cell> cellsOf(Cell cell) {
    List<Cell> cells = new ArrayList<>();
    rollUp.forEachCell(cell, cells::add);
    return cells;
  }

  @Property(tries = 200)
  void everyAreaIsTheSumOfItsPortsAndEveryHourAndDayOfItsParts(
      @ForAll("parts") List<Contribution> parts) {
    Tallies cells = new Tallies();
    parts.forEach(part -> cells.add(part, rollUp));

    Map<Cell, Tally> expected = new HashMap<>();
    cells
        .asMap()
        .forEach(
            (cell, tally) -> {
              if (cell.granularity() == finest(cell.table()) && levelOf(cell) == AreaLevel.PORT) {
                addUp(expected, cell, tally);
              }
            });
    assertThat(cells.asMap()).isEqualTo(expected);
  }

  private static Granularity finest(FactTable table) {
    return Collections.min(table.granularities());
  }

  /**
   * Adds what a port counts in a shortest window to every sum that it belongs to, by codes and
   * dates.
   */
  private static void addUp(Map<Cell, Tally> sums, Cell cell, Tally tally) {
    Port port = REGISTER.ports().get(FactTable.areaOf(cell.dimensions()));
    Map<AreaLevel, Function<Port, @Nullable String>> codes =
        Map.of(
            AreaLevel.PORT, Port::code,
            AreaLevel.PROVINCE, Port::provinceCode,
            AreaLevel.REGION, Port::regionCode,
            AreaLevel.NATION, Port::nationCode);
    codes.forEach(
        (level, code) -> {
          if (code.apply(port) == null) {
            return;
          }
          long dimensions =
              FactTable.withArea(cell.dimensions(), areaOrdinal(level, code.apply(port)));
          long sinceMidnight = cell.startMinute() - Windows.minuteOf(MIDNIGHT.toEpochMilli());
          for (Granularity granularity : cell.table().granularities()) {
            int length =
                switch (granularity) {
                  case MINUTE -> 1;
                  case HOUR -> 60;
                  case DAY -> 1_440;
                };
            long start = cell.startMinute() - Math.floorMod(sinceMidnight, length);
            sums.computeIfAbsent(Cell.of(dimensions, granularity, start), c -> new Tally(c.table()))
                .add(tally.revision(), tally.measures());
          }
        });
  }

  @Test
  void moreAreasThanAKeyCanTellApartAreRefused(@TempDir Path folder) throws IOException {
    // Each with its nation and province, so two less than can be told apart fit.
    assertThat(new RollUp(registerOf((1 << 14) - 2, folder), DEFINITIONS.windows())).isNotNull();

    Register tooLarge = registerOf((1 << 14) - 1, folder);
    assertThatThrownBy(() -> new RollUp(tooLarge, DEFINITIONS.windows()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16385 areas")
        .hasMessageContaining("16384");
  }

  @Provide
  Arbitrary<List<Contribution>> parts() {
    Arbitrary<Integer> ports =
        Arbitraries.oneOf(
            Arbitraries.of("CNYTN", "CNSHK", "CNZNG", "CNSHA", "HKHKG").map(REGISTER::portOrdinal),
            Arbitraries.integers().between(0, REGISTER.ports().size() - 1));
    Arbitrary<Integer> minutes =
        Arbitraries.oneOf(
            Arbitraries.of(-1, 0, 59, 60, 1_439, 1_440),
            Arbitraries.integers().between(-1_500, 1_500));
    return Combinators.combine(
            Arbitraries.of(FactTable.THROUGHPUT, FactTable.TRANSFER_TIMES),
            ports,
            Arbitraries.integers().between(1, 2),
            minutes,
            Arbitraries.longs().between(1, 5),
            Arbitraries.longs().between(1, 1_000))
        .as(
            (table, port, code, minute, revision, measure) ->
                new Contribution(
                    Cell.part(
                        table.pack(port, code, 1, 1, 1),
                        Windows.minuteOf(MIDNIGHT.toEpochMilli()) + minute),
                    revision,
                    table.hasSketch()
                        ? new long[] {1, measure, 0, 1, 1, 1, 1, 1, 0, measure % 7, 1}
                        : new long[] {1, measure, measure * 2}))
        .list()
        .ofMaxSize(30);
  }

  private List<String> cellsOf(String port) {
    List<String> cells = new ArrayList<>();
    rollUp.forEachCell(
        part(port),
        cell -> {
          Area area = REGISTER.areas().get(FactTable.areaOf(cell.dimensions()));
          Instant start = Instant.ofEpochMilli(Windows.millisOf(cell.startMinute()));
          cells.add("%s %s %s %s".formatted(cell.granularity(), start, area.level(), area.code()));
        });
    return cells;
  }

  private static Cell part(String port) {
    return Cell.part(FactTable.THROUGHPUT.pack(REGISTER.portOrdinal(port), 1, 1, 1, 1), MINUTE);
  }

  private static AreaLevel levelOf(Cell cell) {
    return REGISTER.areas().get(FactTable.areaOf(cell.dimensions())).level();
  }

  private static int areaOrdinal(AreaLevel level, @Nullable String code) {
    return IntStream.range(0, REGISTER.areas().size())
        .filter(i -> REGISTER.areas().get(i).level() == level)
        .filter(i -> Objects.equals(REGISTER.areas().get(i).code(), code))
        .findFirst()
        .orElseThrow();
  }

  private static Register registerOf(int ports, Path folder) throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "code,name_en,name_zh,kind,province,province_en,province_zh,region,latitude,longitude,"
                + "code_source,weight,confidence\n");
    for (int i = 0; i < ports; i++) {
      String number = Integer.toString(46_656 + i, 36).substring(1).toUpperCase(Locale.ROOT);
      lines
          .append("CN")
          .append(number)
          .append(",Port,港,SEA,CN-GD,Guangdong,广东省,,22.57,114.28,ASSIGNED,0,MEDIUM\n");
    }
    return RegisterReader.read(
        Files.writeString(folder.resolve("ports.csv"), lines),
        Files.writeString(
            folder.resolve("regions.csv"), "level,code,name_en,name_zh\nNATION,CN,China,中国\n"));
  }
}
