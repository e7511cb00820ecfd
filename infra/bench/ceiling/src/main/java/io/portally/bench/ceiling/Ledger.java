package io.portally.bench.ceiling;

import io.portally.schemas.CargoMovementCursor;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.ConsignmentKey;

/**
 * Every event that was accepted, in its highest version: what later versions are held against. The
 * same rule as the jobs': of an event's versions the highest counts unless it is retracted, an
 * equal one is a duplicate, and the earliest decides whether another is late.
 */
final class Ledger {

  /** In the place of dimensions: the event is taken back. */
  private static final long NOTHING = -1;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Judge judge;
  private final Slots slots = new Slots();
  private int[] versions = new int[slots.capacity()];
  private long[] earliest = new long[slots.capacity()];
  private long[] dimensions = new long[slots.capacity()];
  private int[] minutes = new int[slots.capacity()];
  private long[] masses = new long[slots.capacity()];
  private int[] teus = new int[slots.capacity()];

  Ledger(Judge judge) {
    this.judge = judge;
  }

  /**
   * Counts a movement against which nothing in itself speaks.
   *
   * @param kind its dimensions, packed
   * @param minute of its event time
   */
  void count(
      CargoMovementCursor movement, long recordTimestamp, long kind, int minute, Parts parts) {
    ConsignmentKey consignment = ConsignmentKey.of(movement.consignmentId());
    ConsignmentKey event = ConsignmentKey.of(movement.eventId());
    long a = consignment.high() * MIX + event.high();
    long b = consignment.low() * MIX + event.low();
    int at = slots.find(a, b);
    long eventTime = movement.eventTime();
    if (at < 0) {
      at = begin(at, a, b, eventTime);
    } else if (!isCorrection(movement, at, eventTime, recordTimestamp)) {
      return;
    } else if (dimensions[at] != NOTHING) {
      parts.add(dimensions[at], minutes[at], -1, masses[at], teus[at]);
    }
    versions[at] = movement.version();
    dimensions[at] = movement.retracted() ? NOTHING : kind;
    minutes[at] = minute;
    masses[at] = movement.grossMassKg();
    teus[at] = movement.teuHundredths();
    if (!movement.retracted()) {
      parts.add(kind, minute, 1, masses[at], teus[at]);
    }
  }

  private boolean isCorrection(
      CargoMovementCursor movement, int at, long eventTime, long published) {
    long first = Math.min(earliest[at], eventTime);
    if (judge.lateness(first, published) instanceof Verdict.Late) {
      return false;
    }
    earliest[at] = first;
    return movement.version() > versions[at];
  }

  private int begin(int missing, long a, long b, long eventTime) {
    int at = missing;
    if (slots.isFull()) {
      grow();
      at = slots.find(a, b);
    }
    at = -1 - at;
    slots.take(at, a, b);
    earliest[at] = eventTime;
    return at;
  }

  private void grow() {
    int[] oldVersions = versions;
    long[] oldEarliest = earliest;
    long[] oldDimensions = dimensions;
    int[] oldMinutes = minutes;
    long[] oldMasses = masses;
    int[] oldTeus = teus;
    int capacity = 2 * slots.capacity();
    versions = new int[capacity];
    earliest = new long[capacity];
    dimensions = new long[capacity];
    minutes = new int[capacity];
    masses = new long[capacity];
    teus = new int[capacity];
    slots.grow(
        (from, to) -> {
          versions[to] = oldVersions[from];
          earliest[to] = oldEarliest[from];
          dimensions[to] = oldDimensions[from];
          minutes[to] = oldMinutes[from];
          masses[to] = oldMasses[from];
          teus[to] = oldTeus[from];
        });
  }
}
