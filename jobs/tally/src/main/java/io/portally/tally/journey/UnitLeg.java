package io.portally.tally.journey;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.tally.area.Windows;
import io.portally.tally.journey.LegRule.Course;
import io.portally.tally.measure.Buckets;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A leg of one unit in one journey: the way from the first that happened at its beginning to the
 * first at its end. To every cell that it could be counted in, by any choice of two versions, it
 * adds the number of accepted records at both ends that could have happened before the window's
 * end; and under a programme that of those which declare the programme.
 */
final class UnitLeg {

  private static final Programme ALL = Programme.UNKNOWN;
  private static final int SUMS = FactTable.TRANSFER_TIMES.measures().size();
  private static final long MILLIS_PER_SECOND = 1_000;

  private final LegRule rule;
  private final Occurrences begins;
  private final Occurrences ends;
  private final List<Way> ways = new ArrayList<>(1);
  private final @Nullable Way measured;

  /** Of the measured way; null until asked for. */
  private long @Nullable [] measures;

  /** From one version to another one, of which the later decides the window. */
  private record Way(JourneyRecord begin, JourneyRecord end, long laterEnd) {}

  UnitLeg(LegRule rule, Occurrences begins, Occurrences ends) {
    this.rule = rule;
    this.begins = begins;
    this.ends = ends;
    this.measured = measured(rule, begins.first(), ends.first());
    if (rule.course() == Course.BETWEEN_PORTS && begins.placed().size() > 1) {
      byPort(begins.placed()).values().forEach(this::addWaysFrom);
    } else {
      addWaysFrom(begins.placed());
    }
  }

  private static @Nullable Way measured(
      LegRule rule, @Nullable JourneyRecord begin, @Nullable JourneyRecord end) {
    return begin == null || end == null || !rule.mayRun(begin, end) ? null : wayOf(begin, end);
  }

  private static Way wayOf(JourneyRecord begin, JourneyRecord end) {
    return new Way(begin, end, Math.max(begin.eventTime(), end.eventTime()));
  }

  private static Map<Integer, List<Version>> byPort(List<Version> versions) {
    Map<Integer, List<Version>> byPort = new HashMap<>();
    for (Version version : versions) {
      byPort.computeIfAbsent(version.record().port(), any -> new ArrayList<>(1)).add(version);
    }
    return byPort;
  }

  /**
   * Adds a way for every place where one of all ways could be counted, and not all of them: there
   * may be as many as the ends times the beginnings.
   *
   * @param some of one port where the leg runs between ports
   */
  private void addWaysFrom(List<Version> some) {
    JourneyRecord earliest = earliest(some);
    for (Version end : ends.placed()) {
      if (earliest.eventTime() <= end.eventTime() && rule.mayRun(earliest, end.record())) {
        ways.add(wayOf(earliest, end.record()));
      }
    }
    for (JourneyRecord end : earliestOfEachKind(ends.placed())) {
      for (Version begin : some) {
        if (begin.eventTime() > end.eventTime() && rule.mayRun(begin.record(), end)) {
          ways.add(wayOf(begin.record(), end));
        }
      }
    }
  }

  private static JourneyRecord earliest(List<Version> versions) {
    JourneyRecord earliest = versions.get(0).record();
    for (Version version : versions) {
      if (version.eventTime() < earliest.eventTime()) {
        earliest = version.record();
      }
    }
    return earliest;
  }

  /** What direction and mode make of an end: ends alike in both are counted in the same rows. */
  private record Kind(Direction direction, Mode mode) {}

  private static Iterable<JourneyRecord> earliestOfEachKind(List<Version> versions) {
    if (versions.size() == 1) {
      return List.of(versions.get(0).record());
    }
    Map<Kind, JourneyRecord> earliest = new HashMap<>();
    for (Version version : versions) {
      JourneyRecord record = version.record();
      earliest.merge(
          new Kind(record.direction(), record.mode()),
          record,
          (one, other) -> other.eventTime() < one.eventTime() ? other : one);
    }
    return earliest.values();
  }

  /** Whether it was over before the instant, whichever way it took. */
  boolean isOverBefore(long instant) {
    for (Way way : ways) {
      if (way.laterEnd() >= instant) {
        return false;
      }
    }
    return true;
  }

  /**
   * Hands on what it contributes whatever the programme.
   *
   * @param since the earliest instant that what changes has a say in, epoch milliseconds
   */
  void contribute(RollUp rollUp, long since, Contributions contributions) {
    revise(ALL, Long.MIN_VALUE, this::recordsBefore, rollUp, since, contributions);
    if (measured != null) {
      count(ALL, measured, since, contributions);
    }
  }

  /**
   * Hands on what it contributes under a programme.
   *
   * @param declaring what declares the programme in the journey: it has to be declared no later
   *     than the later end
   * @param since the earliest instant that what changes has a say in, epoch milliseconds
   */
  void contributeUnder(
      Programme programme,
      Occurrences declaring,
      RollUp rollUp,
      long since,
      Contributions contributions) {
    revise(
        programme,
        declaring.earliest(),
        instant -> recordsBefore(instant) + declaring.recordsBefore(instant),
        rollUp,
        since,
        contributions);
    JourneyRecord first = declaring.first();
    if (measured != null && first != null && first.eventTime() <= measured.laterEnd()) {
      count(programme, measured, since, contributions);
    }
  }

  /**
   * Hands on what one more record adds that declares the programme after the leg {@linkplain
   * #isOverBefore was over}: it counts in the revision of longer windows, and changes nothing else.
   *
   * @param declaring as in {@link #contributeUnder}, with that record
   * @param instant when that record's event happened, epoch milliseconds
   */
  void declareAgain(
      Programme programme,
      Occurrences declaring,
      RollUp rollUp,
      long instant,
      Contributions contributions) {
    revise(programme, declaring.earliest(), end -> 1, rollUp, instant, contributions);
  }

  private long recordsBefore(long instant) {
    return begins.recordsBefore(instant) + ends.recordsBefore(instant);
  }

  private void revise(
      Programme programme,
      long notBefore,
      LongUnaryOperator revision,
      RollUp rollUp,
      long since,
      Contributions contributions) {
    revise(way -> transferTimes(way, programme), notBefore, revision, rollUp, since, contributions);
    if (rule.course() == Course.BETWEEN_PORTS) {
      revise(
          way -> corridorTimes(way, programme), notBefore, revision, rollUp, since, contributions);
    }
  }

  private void revise(
      ToLongFunction<Way> dimensions,
      long notBefore,
      LongUnaryOperator revision,
      RollUp rollUp,
      long since,
      Contributions contributions) {
    Candidates candidates = new Candidates(rollUp, since);
    for (Way way : ways) {
      if (way.laterEnd() >= notBefore) {
        candidates.add(dimensions.applyAsLong(way), way.laterEnd());
      }
    }
    candidates.revise(revision, contributions);
  }

  private void count(Programme programme, Way way, long since, Contributions contributions) {
    // What was counted earlier is counted still.
    if (way.laterEnd() >= since) {
      long window = Cell.partWindow(Windows.minuteOf(way.laterEnd()));
      contributions.add(transferTimes(way, programme), window, 0, measuresOf(way));
      if (rule.course() == Course.BETWEEN_PORTS) {
        contributions.add(corridorTimes(way, programme), window, 0, measuresOf(way));
      }
    }
  }

  /**
   * Of the measured way, for all programmes: most legs that are looked at are not counted again.
   */
  private long[] measuresOf(Way way) {
    if (measures == null) {
      measures = measures(way);
    }
    return measures;
  }

  private long[] measures(Way way) {
    long millis = rule.length(way.begin(), way.end());
    long seconds = Math.max(0, Math.floorDiv(millis, MILLIS_PER_SECOND));
    long[] sums = new long[seconds == 0 ? SUMS : SUMS + 2];
    sums[0] = 1;
    sums[1] = seconds;
    sums[2] = millis < 0 ? 1 : 0;
    int next = Within.count(seconds * MILLIS_PER_SECOND, sums, 3);
    if (seconds == 0) {
      sums[next] = 1;
    } else {
      sums[SUMS] = Buckets.of(seconds);
      sums[SUMS + 1] = 1;
    }
    return sums;
  }

  private long transferTimes(Way way, Programme programme) {
    return FactTable.TRANSFER_TIMES.pack(
        way.end().port(),
        rule.leg().ordinal(),
        way.end().direction().ordinal(),
        way.end().mode().ordinal(),
        programme.ordinal());
  }

  private long corridorTimes(Way way, Programme programme) {
    return FactTable.CORRIDOR_TIMES.pack(
        rule.leg().ordinal(),
        way.begin().port(),
        way.end().port(),
        way.end().mode().ordinal(),
        programme.ordinal());
  }
}
