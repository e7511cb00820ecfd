package io.portally.tally.journey;

import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.SHANGHAI;

import io.portally.tally.area.Granularity;
import io.portally.tally.area.Port;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows that are added up without a thing that the tally is made of. */
final class ReferenceRows {

  private final Map<RowKey, Figures> rows = new HashMap<>();

  /**
   * A row's key.
   *
   * @param windowStart in UTC
   * @param dimensions in the order of the table's columns, the area's two first
   */
  record RowKey(
      String table, Granularity granularity, Instant windowStart, List<Object> dimensions) {

    /** The first instant after the window. */
    Instant windowEnd() {
      ZonedDateTime start = windowStart.atZone(SHANGHAI);
      return switch (granularity) {
        case MINUTE -> start.plusMinutes(1).toInstant();
        case HOUR -> start.plusHours(1).toInstant();
        case DAY -> start.plusDays(1).toInstant();
      };
    }
  }

  /** A row's revision and measures. */
  record Figures(long revision, List<Long> measures) {

    static Figures zeros(int measures) {
      return new Figures(0, IntStream.range(0, measures).mapToObj(i -> 0L).toList());
    }

    Figures plus(Figures other) {
      return new Figures(
          revision + other.revision,
          IntStream.range(0, measures.size())
              .mapToObj(i -> measures.get(i) + other.measures.get(i))
              .toList());
    }

    boolean hasNegativeMeasure() {
      return measures.stream().anyMatch(measure -> measure < 0);
    }

    boolean isNothing() {
      return revision == 0 && measures.stream().allMatch(measure -> measure == 0);
    }
  }

  void add(RowKey key, long revision, Long... measures) {
    rows.merge(key, new Figures(revision, List.of(measures)), Figures::plus);
  }

  Map<RowKey, Figures> asMap() {
    return rows;
  }

  /** The rows of every area and granularity that something at a port and an instant falls in. */
  static List<RowKey> keysOf(String table, Instant eventTime, String portCode, Object... words) {
    Port port =
        REGISTER.ports().stream()
            .filter(each -> each.code().equals(portCode))
            .findFirst()
            .orElseThrow();
    ZonedDateTime local = eventTime.atZone(SHANGHAI);
    List<RowKey> keys = new ArrayList<>();
    for (Granularity granularity : Granularity.values()) {
      Instant start =
          switch (granularity) {
            case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant();
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(SHANGHAI).toInstant();
          };
      keys.add(key(table, granularity, start, "PORT", port.code(), words));
      keys.add(key(table, granularity, start, "PROVINCE", port.provinceCode(), words));
      if (port.regionCode() != null) {
        keys.add(key(table, granularity, start, "REGION", port.regionCode(), words));
      }
      keys.add(key(table, granularity, start, "NATION", port.nationCode(), words));
    }
    return keys;
  }

  private static RowKey key(
      String table,
      Granularity granularity,
      Instant start,
      String level,
      String code,
      Object... words) {
    List<Object> dimensions = new ArrayList<>(List.of(level, code));
    dimensions.addAll(List.of(words));
    return new RowKey(table, granularity, start, dimensions);
  }
}
