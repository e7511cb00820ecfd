package io.portally.tally.measure;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.area.Granularity;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fact tables: which dimensions and measures each has and at which granularities it is kept.
 * The one place where a table's shape is told to the jobs; the migrations hold the same in DDL, and
 * a test compares them.
 *
 * <p>The dimensions of a cell are packed into one {@code long}: the table in the lowest bits, then
 * the dimensions in order. State keeps packed keys, so tables, dimensions and words are only ever
 * added at the end.
 */
// Lists and sets are of(…), arrays are never handed out.
@SuppressWarnings("ImmutableEnumChecker")
public enum FactTable {
  THROUGHPUT(
      List.of(
          new Dimension.AreaOrdinal(),
          Dimension.Word.of("movement", 5, Movement.values()),
          Dimension.Word.of("direction", 4, Direction.values()),
          Dimension.Word.of("mode", 5, Mode.values()),
          new Dimension.Flag("laden")),
      List.of("events", "gross_mass_kg", "teu_hundredths"),
      Set.of(Granularity.MINUTE, Granularity.HOUR, Granularity.DAY)),

  DATA_QUALITY(
      List.of(
          new Dimension.Word(
              "topic", 4, Stream.of(EventTopic.values()).map(EventTopic::suffix).toList()),
          Dimension.Word.of("fate", 4, Fate.values()),
          new Dimension.Word("reason", 6, Stream.of(Reason.values()).map(Reason::word).toList())),
      List.of("records"),
      Set.of(Granularity.MINUTE, Granularity.HOUR, Granularity.DAY)),

  CLEARANCE_ACTIVITY(
      List.of(
          new Dimension.AreaOrdinal(),
          Dimension.Word.of("stage", 5, Stage.values()),
          Dimension.Word.of("direction", 4, Direction.values()),
          Dimension.Word.of("mode", 5, Mode.values())),
      List.of("events", "declarations", "gross_mass_kg", "value_fen"),
      Set.of(Granularity.MINUTE, Granularity.HOUR, Granularity.DAY)),

  TRANSFER_TIMES(
      List.of(
          new Dimension.AreaOrdinal(),
          Dimension.Word.of("leg", 5, Leg.values()),
          Dimension.Word.of("direction", 4, Direction.values()),
          Dimension.Word.of("mode", 5, Mode.values()),
          Columns.PROGRAMME),
      Columns.LENGTHS,
      Set.of(Granularity.HOUR, Granularity.DAY),
      true),

  CORRIDOR_TIMES(
      List.of(
          Dimension.Word.of("leg", 5, Leg.values()),
          new Dimension.PortOrdinal("from_port"),
          new Dimension.PortOrdinal("to_port"),
          Dimension.Word.of("mode", 5, Mode.values()),
          Columns.PROGRAMME),
      Columns.LENGTHS,
      Set.of(Granularity.HOUR, Granularity.DAY),
      true),

  CLEARANCE_COHORTS(
      List.of(
          new Dimension.AreaOrdinal(),
          Dimension.Word.of("direction", 4, Direction.values()),
          Dimension.Word.of("mode", 5, Mode.values())),
      List.of(
          "lodged",
          "released",
          "cancelled",
          "released_within_2h",
          "released_within_8h",
          "released_within_24h",
          "released_within_48h",
          "released_within_72h",
          "gross_mass_kg",
          "value_fen",
          "open_gross_mass_kg",
          "open_value_fen"),
      Set.of(Granularity.HOUR, Granularity.DAY)),

  PROGRAMME_ACTIVITY(
      List.of(
          new Dimension.AreaOrdinal(),
          Columns.PROGRAMME,
          new Dimension.Country("aeo_country"),
          Dimension.Word.of("direction", 4, Direction.values())),
      Columns.DECLARED,
      Set.of(Granularity.HOUR, Granularity.DAY)),

  SINGLE_WINDOW_ACTIVITY(
      List.of(
          new Dimension.WholeNumber("category", 7),
          new Dimension.WholeNumber("service", 14),
          Dimension.Word.of("direction", 4, Direction.values())),
      Columns.DECLARED,
      Set.of(Granularity.HOUR, Granularity.DAY)),

  PARTNER_TRADE(
      List.of(
          new Dimension.Country("partner_country"),
          Dimension.Word.of("direction", 4, Direction.values()),
          new Dimension.WholeNumber("hs_chapter", 7)),
      Columns.DECLARED,
      Set.of(Granularity.DAY));

  /** What several tables have in common. */
  private static final class Columns {

    /** Programmes by ordinal, but {@code ALL}, which is whatever the programme, for none known. */
    static final Dimension PROGRAMME =
        new Dimension.Word(
            "programme",
            5,
            Stream.of(Programme.values())
                .map(programme -> programme == Programme.UNKNOWN ? "ALL" : programme.name())
                .toList());

    /** Of lengths of time; the last one belongs to their sketch, whose buckets stand behind it. */
    static final List<String> LENGTHS =
        List.of(
            "events",
            "total_seconds",
            "reversed",
            "within_2h",
            "within_8h",
            "within_24h",
            "within_48h",
            "within_72h",
            "zero_count");

    static final List<String> DECLARED = List.of("declarations", "gross_mass_kg", "value_fen");

    private Columns() {}
  }

  private static final FactTable[] TABLES = values();
  private static final int TABLE_BITS = 4;
  private static final int AREA_SHIFT = TABLE_BITS;
  private static final Duration COHORT_FOLLOW_UP = Duration.ofDays(60);

  private final List<Dimension> dimensions;
  private final List<String> measures;
  private final Set<Granularity> granularities;
  private final boolean hasSketch;
  private final int[] shifts;
  private final int[] masks;
  private final int[] counts;

  FactTable(List<Dimension> dimensions, List<String> measures, Set<Granularity> granularities) {
    this(dimensions, measures, granularities, false);
  }

  FactTable(
      List<Dimension> dimensions,
      List<String> measures,
      Set<Granularity> granularities,
      boolean hasSketch) {
    this.hasSketch = hasSketch;
    this.dimensions = dimensions;
    this.measures = measures;
    this.granularities = granularities;
    this.shifts = new int[dimensions.size()];
    this.masks = new int[dimensions.size()];
    this.counts = dimensions.stream().mapToInt(Dimension::codes).toArray();
    int shift = TABLE_BITS;
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = shift;
      masks[i] = (1 << dimensions.get(i).bits()) - 1;
      shift += dimensions.get(i).bits();
    }
    if (shift > Long.SIZE) {
      throw new IllegalStateException(name() + " has more dimensions than fit into one key");
    }
  }

  /** The table's name in the database. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<Dimension> dimensions() {
    return dimensions;
  }

  /** Whether lengths of time are counted, and so the buckets of a {@link Sketch}. */
  public boolean hasSketch() {
    return hasSketch;
  }

  /**
   * The columns of what is added up, in the order in which a tally holds them. In an array of
   * measures, the buckets of a table {@linkplain #hasSketch() with a sketch} stand behind them: the
   * index and the count of each that is not empty, ascending by index.
   */
  public List<String> measures() {
    return measures;
  }

  /**
   * How many numbers of an array of measures are sums by themselves. Where there is a sketch it
   * begins behind them, with {@code zero_count}.
   */
  public int sums() {
    return hasSketch ? measures.size() - 1 : measures.size();
  }

  /** These measures taken back: sums and counts change their sign, the indexes of buckets stay. */
  public long[] negative(long[] measures) {
    long[] negative = new long[measures.length];
    for (int i = 0; i < measures.length; i++) {
      negative[i] = -measures[i];
    }
    for (int i = this.measures.size(); i < measures.length; i += 2) {
      negative[i] = measures[i];
    }
    return negative;
  }

  /**
   * For how long after a window's end events may still change it: what began in a cohort's window
   * is followed up so far. Zero where a window counts only what lies in it or before it.
   */
  public Duration followUp() {
    return this == CLEARANCE_COHORTS ? COHORT_FOLLOW_UP : Duration.ZERO;
  }

  public Set<Granularity> granularities() {
    return granularities;
  }

  /** Whether rows are kept for every area that a port rolls up to. */
  public boolean rollsUpAreas() {
    return dimensions.get(0) instanceof Dimension.AreaOrdinal;
  }

  /**
   * Packs the codes of the dimensions, in order, into a key.
   *
   * @throws IllegalArgumentException if a code is none of its dimension, or one is missing or too
   *     many
   */
  public long pack(int... codes) {
    if (codes.length != shifts.length) {
      throw new IllegalArgumentException(
          "%d codes are given for the %d dimensions of %s"
              .formatted(codes.length, shifts.length, tableName()));
    }
    long packed = ordinal();
    for (int i = 0; i < shifts.length; i++) {
      if (codes[i] < 0 || codes[i] >= counts[i]) {
        throw new IllegalArgumentException(
            "%d is no code of %s in %s".formatted(codes[i], dimensions.get(i), tableName()));
      }
      packed |= (long) codes[i] << shifts[i];
    }
    return packed;
  }

  /** The code of the dimension at {@code index} in a packed key of this table. */
  public int codeAt(int index, long packed) {
    return (int) (packed >>> shifts[index]) & masks[index];
  }

  /** The table that a packed key belongs to. */
  public static FactTable of(long packed) {
    return TABLES[ordinalOf(packed)];
  }

  /** The ordinal of the table that a packed key belongs to. */
  static int ordinalOf(long packed) {
    return (int) packed & ((1 << TABLE_BITS) - 1);
  }

  /** The area in a packed key of a table that {@linkplain #rollsUpAreas() rolls up areas}. */
  static int areaOf(long packed) {
    return (int) (packed >>> AREA_SHIFT) & (Dimension.AreaOrdinal.MOST - 1);
  }

  /** The same key for another area. */
  static long withArea(long packed, int areaOrdinal) {
    long mask = (long) (Dimension.AreaOrdinal.MOST - 1) << AREA_SHIFT;
    return (packed & ~mask) | ((long) areaOrdinal << AREA_SHIFT);
  }
}
