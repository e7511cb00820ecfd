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

  private final ZoneId zone;
  private transient ZoneRules rules;

  // The hour and day asked for last: events come nearly in order, so nearly every question hits
  // them.
  private transient long hourStart;
  private transient long hourEnd;
  private transient long dayStart;
  private transient long dayEnd;

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
    long offset = offsetMinutes(minute);
    hourStart = Math.floorDiv(minute + offset, MINUTES_PER_HOUR) * MINUTES_PER_HOUR - offset;
    hourEnd = hourStart + MINUTES_PER_HOUR;
    // Some zones put the clock by half an hour: there an hour is cut, lest two hours overlap.
    if (offsetMinutes(hourStart) != offset) {
      hourStart = minuteOf(rules().previousTransition(instantOf(minute).plusMillis(1)));
    }
    if (offsetMinutes(hourEnd - 1) != offset) {
      hourEnd = minuteOf(rules().nextTransition(instantOf(minute)));
    }
  }

  private long offsetMinutes(long minute) {
    return rules().getOffset(instantOf(minute)).getTotalSeconds() / 60;
  }

  private void turnToDayOf(long minute) {
    if (minute >= dayStart && minute < dayEnd) {
      return;
    }
    var date = instantOf(minute).atZone(zone).toLocalDate();
    dayStart = Math.floorDiv(date.atStartOfDay(zone).toEpochSecond(), 60);
    dayEnd = Math.floorDiv(date.plusDays(1).atStartOfDay(zone).toEpochSecond(), 60);
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
