package io.portally.simulator.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is published next. Of each life a consignment begins every period, somewhere within it;
 * so each step of each life is due at a fixed distance after even (if jittered) beginnings, and a
 * cursor that counts consignments is all that a step needs. The cursors stand in a binary heap by
 * the moment that they are due, then by number. Moments are milliseconds after the start.
 */
final class Schedule {
  /** No event is further from the beginning of its consignment. */
  static final double LONGEST_HOURS = 24 * 100;

  /** Consignments are counted from here. A late one is published up to 72 hours after the rest. */
  private static final long ORIGIN = -Duration.ofHours((long) LONGEST_HOURS + 100).toMillis();

  /** Sets the draws of beginnings apart from all others. */
  private static final long BEGINNING = 0x626567696eL;

  /** How many consignments without the fault a cursor passes before it queues again. */
  private static final int SCANNED_AT_ONCE = 64;

  /** For which publication of an event a cursor stands. */
  enum Pass {
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
    private final long offset;
    private long count;

    private Cursor(Life life, int stepNumber, Pass pass) {
      this.life = life;
      this.stepNumber = stepNumber;
      this.step = life.steps().get(stepNumber);
      this.pass = pass;
      this.offset = offset(step.timing(), pass);
    }

    private static long offset(Step.Timing timing, Pass pass) {
      return switch (pass) {
        case FIRST -> timing.publication();
        case REPEAT -> timing.repeat();
        case AGAIN -> timing.again();
        case LATE -> timing.late();
      };
    }

    /** The consignment's number within its life, from 0. */
    long count() {
      return count;
    }
  }

  private final long seed;
  private final double period;
  private final Faults faults;
  private final Cursor[] cursors;
  private final long[] dues;
  private final int[] heap;

  /**
   * @param period milliseconds between two consignments of a life
   */
  Schedule(long seed, double period, List<Life> lives, Faults faults) {
    this.seed = seed ^ BEGINNING;
    this.period = period;
    this.faults = faults;
    cursors = lives.stream().flatMap(life -> cursors(life, faults).stream()).toArray(Cursor[]::new);
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

  private static List<Cursor> cursors(Life life, Faults faults) {
    List<Cursor> cursors = new ArrayList<>();
    for (int step = 0; step < life.steps().size(); step++) {
      cursors.add(new Cursor(life, step, Pass.FIRST));
      if (faults.anyRepeated()) {
        cursors.add(new Cursor(life, step, Pass.REPEAT));
        cursors.add(new Cursor(life, step, Pass.AGAIN));
      }
      if (faults.anyLate()) {
        cursors.add(new Cursor(life, step, Pass.LATE));
      }
    }
    return cursors;
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
  boolean publishes(Cursor cursor) {
    Fault fault = faults.of(cursor.life.number(), cursor.stepNumber, cursor.count);
    return switch (cursor.pass) {
      case FIRST -> fault != Fault.LATE;
      case LATE -> fault == Fault.LATE;
      case REPEAT ->
          fault == Fault.DUPLICATED || fault == Fault.CORRECTED || fault == Fault.CORRECTED_AHEAD;
      case AGAIN ->
          (fault == Fault.DUPLICATED || fault == Fault.CORRECTED)
              && faults.again(cursor.life.number(), cursor.stepNumber, cursor.count);
    };
  }

  private void pass(Cursor cursor) {
    if (cursor.pass == Pass.FIRST) {
      return;
    }
    for (int i = 0; i < SCANNED_AT_ONCE && !publishes(cursor); i++) {
      cursor.count++;
    }
  }

  private long firstDue(Cursor cursor) {
    double periods = (-cursor.offset - ORIGIN) / period;
    cursor.count = Math.max(0, (long) periods - 1);
    while (due(cursor) < 0) {
      cursor.count++;
    }
    pass(cursor);
    return due(cursor);
  }

  private long due(Cursor cursor) {
    return beginning(cursor.life, cursor.count) + cursor.offset;
  }

  /** When the consignment begins. Never before that of the one counted before. */
  long beginning(Life life, long count) {
    double jitter = (Draw.hash(seed, life.group(), count) >>> 11) * 0x1p-53;
    return ORIGIN + (long) ((count + jitter) * period);
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
