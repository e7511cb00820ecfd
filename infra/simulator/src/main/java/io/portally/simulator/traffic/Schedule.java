package io.portally.simulator.traffic;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is published next. Of each life a consignment begins every period of even time,
 * somewhere within it; its steps follow at distances that drift a little, and the {@link Rhythm}
 * bends the moments of what happens on land. All three leave consignments of a life in their order,
 * so a cursor that counts them is all that a step needs. The cursors stand in a binary heap by the
 * moment that they are due, then by number. Moments are milliseconds after the start.
 */
final class Schedule {
  /** No step is further from the beginning of its consignment in even time, drift apart. */
  static final double LONGEST_HOURS = 24 * 90;

  /**
   * Consignments are counted from here: earlier than any that still has something to publish. On
   * top of the longest offset with its drift come a rhythm's delay and late publications.
   */
  private static final long ORIGIN = -Duration.ofDays(90 + 23 + 14).toMillis();

  /** Sets the draws of beginnings and of drifts apart from all others. */
  private static final long BEGINNING = 0x626567696eL;

  private static final long DRIFT = 0x6472696674L;

  /** How many consignments without the fault a cursor passes before it queues again. */
  private static final int SCANNED_AT_ONCE = 64;

  /** For which publication of an event a cursor stands. */
  enum Pass {
    /** Of a time that is too early, where the event is reported again. */
    PREMATURE,
    FIRST,
    REPEAT,
    AGAIN,
    LATE
  }

  /** One step of one life in one pass. */
  static final class Cursor {
    final Life life;
    final int stepNumber;
    final Step step;
    final Pass pass;
    private final long delay;
    private long count;
    private long knot = -1;
    private double fromUnit;
    private double toUnit;

    private Cursor(Life life, int stepNumber, Pass pass, long delay) {
      this.life = life;
      this.stepNumber = stepNumber;
      this.step = life.steps().get(stepNumber);
      this.pass = pass;
      this.delay = delay;
    }

    /** The same step and pass, standing at the consignment where this one stands now. */
    Cursor copy() {
      Cursor copy = new Cursor(life, stepNumber, pass, delay);
      copy.count = count;
      return copy;
    }

    /** The consignment's number within its life, from 0. */
    long count() {
      return count;
    }

    /** Milliseconds from the event to this publication of it. */
    long delay() {
      return delay;
    }
  }

  private final long seed;
  private final double period;
  private final Faults faults;
  private final long toldWithin;
  private final boolean repeatsFromBefore;
  private final long intoWeek;
  private final Cursor[] cursors;
  private final long[] dues;
  private final int[] heap;

  /**
   * @param period milliseconds of even time between two consignments of a life
   */
  Schedule(TrafficOptions options, double period, List<Life> lives, Faults faults) {
    this.seed = options.seed();
    this.period = period;
    this.faults = faults;
    toldWithin = options.toldWithin().toMillis();
    repeatsFromBefore = options.repeatsFromBefore();
    intoWeek = intoWeek(options.start());
    cursors = lives.stream().flatMap(life -> cursors(life).stream()).toArray(Cursor[]::new);
    dues = new long[cursors.length];
    heap = new int[cursors.length];
    for (int i = 0; i < cursors.length; i++) {
      dues[i] = firstDue(cursors[i]);
      heap[i] = i;
    }
    for (int i = heap.length / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  private static long intoWeek(Instant start) {
    ZonedDateTime local = start.atZone(Rhythm.ZONE);
    ZonedDateTime monday =
        local.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return ChronoUnit.MILLIS.between(monday, local);
  }

  private List<Cursor> cursors(Life life) {
    List<Cursor> cursors = new ArrayList<>();
    for (int step = 0; step < life.steps().size(); step++) {
      cursors.add(cursor(life, step, Pass.FIRST));
      if (faults.anyReportedAgain() && life.steps().get(step).isActualMovement()) {
        cursors.add(cursor(life, step, Pass.PREMATURE));
      }
      if (faults.anyRepeated()) {
        cursors.add(cursor(life, step, Pass.REPEAT));
        cursors.add(cursor(life, step, Pass.AGAIN));
      }
      if (faults.anyLate()) {
        cursors.add(cursor(life, step, Pass.LATE));
      }
    }
    return cursors;
  }

  private Cursor cursor(Life life, int step, Pass pass) {
    Step.Timing timing = life.steps().get(step).timing();
    long told = told(timing);
    long delay =
        switch (pass) {
          case PREMATURE -> told - timing.premature();
          case FIRST -> told;
          case REPEAT -> timing.repeat();
          case AGAIN -> timing.again();
          case LATE -> timing.late();
        };
    return new Cursor(life, step, pass, delay);
  }

  /** The cursor that is due next. It may stand at a consignment that has nothing to publish. */
  Cursor next() {
    return cursors[heap[0]];
  }

  /** When {@link #next} is due. */
  long due() {
    return dues[heap[0]];
  }

  /** Moves {@link #next} on to its next consignment. */
  void advance() {
    int top = heap[0];
    Cursor cursor = cursors[top];
    cursor.count++;
    pass(cursor);
    dues[top] = due(cursor);
    siftDown(0);
  }

  /** Whether the consignment publishes something in this pass. */
  boolean publishes(Cursor cursor, Fault fault) {
    return switch (cursor.pass) {
      case PREMATURE -> fault == Fault.REPORTED_AGAIN;
      case FIRST -> fault != Fault.LATE;
      case LATE -> fault == Fault.LATE;
      case REPEAT ->
          (fault == Fault.DUPLICATED || fault == Fault.CORRECTED || fault == Fault.CORRECTED_AHEAD)
              && mayRepeat(cursor);
      case AGAIN ->
          (fault == Fault.DUPLICATED || fault == Fault.CORRECTED)
              && faults.again(cursor)
              && mayRepeat(cursor);
    };
  }

  private boolean mayRepeat(Cursor cursor) {
    Step.Timing timing = cursor.step.timing();
    return repeatsFromBefore || when(cursor, timing.moment()) + told(timing) >= 0;
  }

  /** Milliseconds from an event to its first publication. */
  private long told(Step.Timing timing) {
    return Math.min(timing.publication(), toldWithin);
  }

  private void pass(Cursor cursor) {
    if (cursor.pass == Pass.FIRST) {
      return;
    }
    for (int i = 0; i < SCANNED_AT_ONCE && !publishes(cursor, faults.of(cursor)); i++) {
      cursor.count++;
    }
  }

  /**
   * The first consignment that is due from the start on: between two that the greatest drift and
   * the greatest delays of a rhythm would not bring there.
   */
  private long firstDue(Cursor cursor) {
    long offset = cursor.step.timing().moment().offset();
    double even = -ORIGIN - offset - cursor.delay;
    double drift = Figures.DRIFT * Math.abs(offset);
    double rhythm = 2.0 * cursor.life.rhythm().most();
    long before = Math.max(0, (long) ((even - drift - rhythm) / period) - 2);
    long from = (long) ((even + drift) / period) + 2;
    while (from - before > 1) {
      cursor.count = before + (from - before) / 2;
      if (due(cursor) < 0) {
        before = cursor.count;
      } else {
        from = cursor.count;
      }
    }
    cursor.count = from;
    pass(cursor);
    return due(cursor);
  }

  private long due(Cursor cursor) {
    return when(cursor, cursor.step.timing().moment()) + cursor.delay;
  }

  /**
   * When the cursor's consignment has a moment of its life. Never before the consignment counted
   * before has it: within the time of a drift no offset changes as fast as beginnings go on.
   */
  long when(Cursor cursor, Step.Moment moment) {
    long beginning = beginning(cursor.life, cursor.count);
    long even = ORIGIN + beginning + (long) (moment.offset() * stretch(cursor, beginning));
    Rhythm rhythm = cursor.life.rhythm();
    return switch (moment.clock()) {
      case SHIP -> even;
      case LAND -> bend(rhythm, even);
      case SHIP_AFTER -> even + rhythm.most();
      case LAND_AFTER -> bend(rhythm, even + rhythm.most());
    };
  }

  /** After the origin. */
  private long beginning(Life life, long count) {
    double jitter = unit(Draw.hash(seed ^ BEGINNING, life.group(), count));
    return (long) ((count + jitter) * period);
  }

  /** How much longer than drawn the times are: 1 on average. */
  private double stretch(Cursor cursor, long beginning) {
    long drift = cursor.life.drift();
    long knot = beginning / drift;
    if (knot != cursor.knot) {
      cursor.knot = knot;
      cursor.fromUnit = unit(Draw.hash(seed ^ DRIFT, cursor.life.group(), knot));
      cursor.toUnit = unit(Draw.hash(seed ^ DRIFT, cursor.life.group(), knot + 1));
    }
    double way = (double) (beginning - knot * drift) / drift;
    double unit = cursor.fromUnit + (cursor.toUnit - cursor.fromUnit) * way;
    return 1 + Figures.DRIFT * (2 * unit - 1);
  }

  private long bend(Rhythm rhythm, long even) {
    return rhythm.bend(even + intoWeek) - intoWeek;
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  private void siftDown(int from) {
    int moved = heap[from];
    int hole = from;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= heap.length) {
        break;
      }
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], moved)) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = moved;
  }

  private boolean before(int a, int b) {
    return dues[a] < dues[b] || (dues[a] == dues[b] && a < b);
  }
}
