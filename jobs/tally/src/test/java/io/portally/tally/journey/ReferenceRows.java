package io.portally.tally.journey;

import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.SHANGHAI;

import io.portally.tally.area.Granularity;
import io.portally.tally.area.Port;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /**
   * A row's revision and measures.
   *
   * @param measures the sums
   * @param buckets how many lengths each bucket holds, by index; empty ones are left out
   */
  record Figures(long revision, List<Long> measures, Map<Long, Long> buckets) {

    static Figures zeros(int measures) {
      return of(0, new long[measures], measures);
    }

    /**
     * What an array of measures says.
     *
     * @param sums how many of them are sums; the index and count of buckets stand behind
     */
    static Figures of(long revision, long[] measures, int sums) {
      Map<Long, Long> buckets = new TreeMap<>();
      for (int i = sums; i < measures.length; i += 2) {
        buckets.put(measures[i], measures[i + 1]);
      }
      return new Figures(revision, Arrays.stream(measures).limit(sums).boxed().toList(), buckets);
    }

    Figures plus(Figures other) {
      Map<Long, Long> counts = new TreeMap<>(buckets);
      other.buckets.forEach((bucket, count) -> counts.merge(bucket, count, Long::sum));
      counts.values().removeIf(count -> count == 0);
      return new Figures(
          revision + other.revision,
          IntStream.range(0, measures.size())
              .mapToObj(i -> measures.get(i) + other.measures.get(i))
              .toList(),
          counts);
    }

    boolean hasSameMeasures(Figures other) {
      return measures.equals(other.measures) && buckets.equals(other.buckets);
    }

    boolean hasNegativeMeasure() {
      return Stream.concat(measures.stream(), buckets.values().stream())
          .anyMatch(measure -> measure < 0);
    }

    boolean isNothing() {
      return revision == 0
          && measures.stream().allMatch(measure -> measure == 0)
          && buckets.isEmpty();
    }
  }

  void add(RowKey key, long revision, Long... measures) {
    add(key, new Figures(revision, List.of(measures), Map.of()));
  }

  void add(RowKey key, Figures figures) {
    rows.merge(key, figures, Figures::plus);
  }

  Map<RowKey, Figures> asMap() {
    return rows;
  }

  /** The rows of every area and granularity that something at a port and an instant falls in. */
  static List<RowKey> keysOf(String table, Instant eventTime, String portCode, Object... words) {
    return Stream.of(Granularity.values())
        .flatMap(each -> keysOf(table, each, eventTime, portCode, words).stream())
        .toList();
  }

  /** The same by hour and day alone. */
  static List<RowKey> hourAndDayKeysOf(
      String table, Instant eventTime, String portCode, Object... words) {
    return Stream.of(Granularity.HOUR, Granularity.DAY)
        .flatMap(each -> keysOf(table, each, eventTime, portCode, words).stream())
        .toList();
  }

  /** The row of a table without areas. */
  static RowKey keyWithoutArea(
      String table, Granularity granularity, Instant eventTime, Object... words) {
    return new RowKey(table, granularity, startOf(granularity, eventTime), List.of(words));
  }

  private static List<RowKey> keysOf(
      String table, Granularity granularity, Instant eventTime, String portCode, Object... words) {
    Port port = port(portCode);
    Instant start = startOf(granularity, eventTime);
    List<RowKey> keys = new ArrayList<>();
    keys.add(key(table, granularity, start, "PORT", port.code(), words));
    keys.add(key(table, granularity, start, "PROVINCE", port.provinceCode(), words));
    if (port.regionCode() != null) {
      keys.add(key(table, granularity, start, "REGION", port.regionCode(), words));
    }
    keys.add(key(table, granularity, start, "NATION", port.nationCode(), words));
    return keys;
  }

  static Port port(String code) {
    return REGISTER.ports().get(REGISTER.portOrdinal(code));
  }

  private static Instant startOf(Granularity granularity, Instant instant) {
    ZonedDateTime local = instant.atZone(SHANGHAI);
    return switch (granularity) {
      case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant();
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> local.toLocalDate().atStartOfDay(SHANGHAI).toInstant();
    };
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
