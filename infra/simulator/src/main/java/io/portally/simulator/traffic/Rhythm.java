package io.portally.simulator.traffic;

import java.time.ZoneId;

/**
 * How the day and the week in China slow or hurry what people on land do: customs, gates, lorries.
 * A rhythm bends time, evenly running moments in, real ones out. Bent time never runs backwards and
 * never ahead of even time, and after a week it has gone as far as even time has. So whatever is
 * counted in even time keeps its order and its yearly sum, and a step on land never comes before
 * one at sea that it has to follow.
 *
 * <p>Moments are milliseconds since a Monday's midnight in China, which has had one zone without
 * summer time since 1991.
 */
enum Rhythm {
  /** Ports never close to ships, nor to the programmes that promise so. */
  ROUND_THE_CLOCK(Figures.EVEN_DAY, Figures.EVEN_WEEK),
  /** Airports: fewer people at night, as many at the weekend. */
  DAILY(Figures.ACTIVITY_BY_HOUR, Figures.EVEN_WEEK),
  WEEKLY(Figures.ACTIVITY_BY_HOUR, Figures.ACTIVITY_BY_WEEKDAY);

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int HOURS = 168;
  private static final long HOUR = 3_600_000;
  static final long WEEK = HOURS * HOUR;
  private static final int BINS = HOURS * 12;
  private static final long BIN = WEEK / BINS;

  /** Where in bent time the bins of even time begin. */
  @SuppressWarnings("ImmutableEnumChecker") // Filled when made, and changed by nobody.
  private final long[] bent = new long[BINS + 1];

  private final long most;
  private final double meanHours;

  Rhythm(double[] byHour, double[] byWeekday) {
    double[] done = done(byHour, byWeekday);
    long ahead = ahead(done);
    long greatest = 0;
    double sum = 0;
    for (int bin = 0; bin <= BINS; bin++) {
      bent[bin] = Math.max(whenDone(bin * BIN + ahead, done), bin * BIN);
      greatest = Math.max(greatest, bent[bin] - bin * BIN);
      sum += bin < BINS ? bent[bin] - bin * BIN : 0;
    }
    most = greatest;
    meanHours = sum / BINS / HOUR;
  }

  /** What part of a week's work is done by the end of each hour, in milliseconds of even time. */
  private static double[] done(double[] byHour, double[] byWeekday) {
    double[] done = new double[HOURS + 1];
    for (int hour = 0; hour < HOURS; hour++) {
      done[hour + 1] = done[hour] + byHour[hour % 24] * byWeekday[hour / 24];
    }
    for (int hour = 0; hour <= HOURS; hour++) {
      done[hour] *= WEEK / done[HOURS];
    }
    done[HOURS] = WEEK;
    return done;
  }

  /** How far the work is ahead of even time at most. */
  private static long ahead(double[] done) {
    double most = 0;
    for (int hour = 0; hour <= HOURS; hour++) {
      most = Math.max(most, done[hour] - hour * HOUR);
    }
    return (long) Math.ceil(most);
  }

  private static long whenDone(long even, double[] done) {
    if (even >= WEEK) {
      return WEEK + whenDone(even - WEEK, done);
    }
    int hour = 0;
    while (hour < HOURS - 1 && done[hour + 1] <= even) {
      hour++;
    }
    double part = (even - done[hour]) / (done[hour + 1] - done[hour]);
    return Math.round((hour + part) * HOUR);
  }

  /** The real moment of an even one; greater ones have equal or greater results. */
  long bend(long even) {
    long week = Math.floorDiv(even, WEEK);
    long rest = even - week * WEEK;
    int bin = (int) (rest / BIN);
    long within = rest - bin * BIN;
    return week * WEEK + bent[bin] + (bent[bin + 1] - bent[bin]) * within / BIN;
  }

  /** The greatest delay, in milliseconds. */
  long most() {
    return most;
  }

  double mostHours() {
    return (double) most / HOUR;
  }

  /** The delay on average over a week. */
  double meanHours() {
    return meanHours;
  }
}
