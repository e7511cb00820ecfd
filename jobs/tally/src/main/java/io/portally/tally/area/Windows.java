package io.portally.tally.area;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The windows that an instant falls in. Windows begin and end on whole minutes, so they are told by
 * the minute since 1970-01-01T00:00Z with which they begin.
 */
public final class Windows implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long MILLIS_PER_MINUTE = 60_000;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

  /** In minutes, longer than from any instant to any other one. */
  private static final long FOREVER = Long.MAX_VALUE / 4;

  private final ZoneId zone;
  private transient ZoneRules rules;

  // The hour and day asked for last: events come nearly in order, so nearly every question hits
  // them.
  private transient long hourStart;
  private transient long hourEnd;
  private transient long dayStart;
  private transient long dayEnd;

  // The time around what was asked for last in which the zone does not put the clock, so that hours
  // and days come from arithmetic. Most zones put it twice a year at most.
  private transient long steadyFrom;
  private transient long steadyUntil;
  private transient long offset;

  /**
   * @param zone whose hours and days count
   */
  public Windows(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /** The minute, since 1970-01-01T00:00Z, in which an instant of epoch milliseconds lies. */
  public static long minuteOf(long epochMillis) {
    return Math.floorDiv(epochMillis, MILLIS_PER_MINUTE);
  }

  /** The epoch millisecond with which a minute begins. */
  public static long millisOf(long minute) {
    return minute * MILLIS_PER_MINUTE;
  }

  /** The minute with which the window begins that holds {@code minute}. */
  public long startOf(Granularity granularity, long minute) {
    return switch (granularity) {
      case MINUTE -> minute;
      case HOUR -> {
        turnToHourOf(minute);
        yield hourStart;
      }
      case DAY -> {
        turnToDayOf(minute);
        yield dayStart;
      }
    };
  }

  /**
   * The minute with which the window ends (the first one outside it) that begins at {@code start}.
   */
  public long endOf(Granularity granularity, long start) {
    return switch (granularity) {
      case MINUTE -> start + 1;
      case HOUR -> {
        turnToHourOf(start);
        yield hourEnd;
      }
      case DAY -> {
        turnToDayOf(start);
        yield dayEnd;
      }
    };
  }

  public ZoneId zone() {
    return zone;
  }

  private void turnToHourOf(long minute) {
    if (minute >= hourStart && minute < hourEnd) {
      return;
    }
    turnToSteadyTimeOf(minute);
    long start = beginningOf(minute, MINUTES_PER_HOUR);
    // Some zones put the clock by half an hour: there an hour is cut, lest two hours overlap.
    hourStart = Math.max(start, steadyFrom);
    hourEnd = Math.min(start + MINUTES_PER_HOUR, steadyUntil);
  }

  private void turnToDayOf(long minute) {
    if (minute >= dayStart && minute < dayEnd) {
      return;
    }
    turnToSteadyTimeOf(minute);
    dayStart = beginningOf(minute, MINUTES_PER_DAY);
    dayEnd = dayStart + MINUTES_PER_DAY;
    // Where the clock is put nearby, a day may begin late, or twice.
    if (dayStart - MINUTES_PER_DAY < steadyFrom || dayEnd + MINUTES_PER_DAY > steadyUntil) {
      var date = instantOf(minute).atZone(zone).toLocalDate();
      dayStart = Math.floorDiv(date.atStartOfDay(zone).toEpochSecond(), 60);
      dayEnd = Math.floorDiv(date.plusDays(1).atStartOfDay(zone).toEpochSecond(), 60);
    }
  }

  /** Where windows of that many minutes begin as long as the clock is not put. */
  private long beginningOf(long minute, int length) {
    return Math.floorDiv(minute + offset, length) * length - offset;
  }

  private void turnToSteadyTimeOf(long minute) {
    if (minute >= steadyFrom && minute < steadyUntil) {
      return;
    }
    Instant instant = instantOf(minute);
    offset = rules().getOffset(instant).getTotalSeconds() / 60;
    ZoneOffsetTransition before = rules().previousTransition(instant.plusMillis(1));
    ZoneOffsetTransition after = rules().nextTransition(instant);
    steadyFrom = before == null ? -FOREVER : minuteOf(before);
    steadyUntil = after == null ? FOREVER : minuteOf(after);
  }

  private static Instant instantOf(long minute) {
    return Instant.ofEpochMilli(millisOf(minute));
  }

  private static long minuteOf(ZoneOffsetTransition transition) {
    return Math.floorDiv(transition.toEpochSecond(), 60);
  }

  private ZoneRules rules() {
    if (rules == null) {
      rules = zone.getRules();
    }
    return rules;
  }
}
