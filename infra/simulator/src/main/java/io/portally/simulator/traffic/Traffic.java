package io.portally.simulator.traffic;

import io.portally.events.Heartbeat;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * All that is published on both event topics from the start on, in the order of the record
 * timestamps. Endless unless the options say how many. Not thread-safe; the memory that it needs
 * does not grow, but for what incidents hold up: some 100 bytes for each publication.
 */
public final class Traffic implements Iterator<Publication> {
  private static final double HOUR = 3_600_000;
  private static final double MOST_SHIFT_HOURS = 0.75;
  private static final List<Topic> PULSED = List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS);

  private final TrafficOptions options;
  private final Faults faults;
  private final Schedule schedule;
  private final Places places;
  private final Consignment consignment;
  private final Delays delays;

  /** Up to when others than those held up are published; null: all are, without an end. */
  private final @Nullable Long heldUpAloneUntil;

  private final PriorityQueue<HeldUp> heldUp = new PriorityQueue<>();
  private final Draw draw = new Draw();
  private final long start;
  private final long pulseInterval;
  private long pulses;
  private long events;
  private long waiting;
  private @Nullable Publication next;
  private Delay delayOfLast = Delay.NONE;

  /**
   * A publication that an incident has put off.
   *
   * @param cursor where its step stands
   * @param due after the start
   * @param delay of the event and of its publication
   * @param number in the order of being put off
   */
  private record HeldUp(Schedule.Cursor cursor, long due, Delay delay, long number)
      implements Comparable<HeldUp> {
    private static final Comparator<HeldUp> ORDER =
        Comparator.comparingLong(HeldUp::due).thenComparingLong(HeldUp::number);

    @Override
    public int compareTo(HeldUp other) {
      return ORDER.compare(this, other);
    }
  }

  /** Traffic at the ports of the register. */
  public Traffic(TrafficOptions options, Register register) {
    this(options, register, List.of());
  }

  /**
   * Traffic with incidents.
   *
   * @throws IllegalArgumentException if one is at a port that the register does not have, or begins
   *     before the traffic
   */
  public Traffic(TrafficOptions options, Register register, List<Incident> incidents) {
    this(options, register, incidents, null);
  }

  /**
   * Of the traffic with an incident, what is published of consignments that it holds up: until it
   * is cleared, and nothing of them waits.
   *
   * @throws IllegalArgumentException as above
   */
  public static Traffic heldUpBy(Incident incident, TrafficOptions options, Register register) {
    long end = Duration.between(options.start(), incident.cleared()).toMillis();
    return new Traffic(options, register, List.of(incident), end);
  }

  private Traffic(
      TrafficOptions options,
      Register register,
      List<Incident> incidents,
      @Nullable Long heldUpAloneUntil) {
    this.options = options;
    this.heldUpAloneUntil = heldUpAloneUntil;
    faults = new Faults(options);
    List<Life> lives = LifeBook.draw(options.seed(), options.era(), register);
    places = new Places(register, busiestShare(lives));
    schedule = new Schedule(options, period(lives), lives, faults);
    start = options.start().toEpochMilli();
    pulseInterval = options.heartbeatInterval().map(Duration::toMillis).orElse(0L);
    consignment =
        new Consignment(
            options.seed(),
            Ids.prefix(options.start().atZone(ZoneOffset.UTC).getYear(), start, options.seed()),
            places,
            Volumes.of(lives, places),
            lives.get(0));
    delays = new Delays(schedule, options.start());
    incidents.forEach(incident -> add(incident, register));
  }

  private void add(Incident incident, Register register) {
    requirePort("port", incident.port(), register);
    if (incident.fromPort() != null) {
      requirePort("fromPort", incident.fromPort(), register);
    }
    if (incident.from().isBefore(options.start())) {
      throw new IllegalArgumentException(
          "from is %s: the incident %s has to begin with the traffic, at %s, or later"
              .formatted(incident.from(), incident.name(), options.start()));
    }
    delays.add(incident);
  }

  private static void requirePort(String name, String code, Register register) {
    if (register.portOrdinal(code) < 0) {
      throw new IllegalArgumentException(
          "%s is %s, which the register does not have: write a UN/LOCODE such as CNTAO"
              .formatted(name, code));
    }
  }

  /** Milliseconds between two consignments of one life, so that the rate comes out. */
  private double period(List<Life> lives) {
    return 1000 * faults.records(lives) / options.rate();
  }

  /**
   * Share of consignments that begin at the busiest port, so that the share of events comes out.
   */
  private double busiestShare(List<Life> lives) {
    long events = lives.stream().mapToLong(life -> life.steps().size()).sum();
    long here =
        lives.stream()
            .filter(life -> !life.flow().isInGba())
            .flatMap(life -> life.steps().stream())
            .filter(step -> step.at() == Step.Place.HERE)
            .count();
    return Math.min(1, options.busiestPortShare() * events / here);
  }

  @Override
  public boolean hasNext() {
    if (next == null && events < options.events()) {
      next = make();
    }
    return next != null;
  }

  @Override
  public Publication next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("all %d records are made".formatted(events));
    }
    Publication made = next;
    next = null;
    return made;
  }

  /** Null where nothing more is held up, and nothing else wanted. */
  private @Nullable Publication make() {
    while (!isOver()) {
      HeldUp released = heldUp.peek();
      boolean releases = released != null && released.due() <= schedule.due();
      if (pulseInterval > 0 && pulseDue() <= (releases ? released.due() : schedule.due())) {
        delayOfLast = Delay.NONE;
        return pulse();
      }
      Publication made = releases ? released(heldUp.remove()) : scheduled();
      if (made != null) {
        events++;
        return made;
      }
    }
    return null;
  }

  private boolean isOver() {
    return heldUpAloneUntil != null && heldUp.isEmpty() && schedule.due() > heldUpAloneUntil;
  }

  /**
   * How much later the last publication's event happened than it would have without incidents. So
   * much later is it told, too.
   */
  public Delay delayOfLast() {
    return delayOfLast;
  }

  /** How many publications incidents hold up now. */
  public int heldUp() {
    return heldUp.size();
  }

  private Publication released(HeldUp one) {
    delayOfLast = one.delay();
    return publication(one.cursor(), faults.of(one.cursor()), one.due());
  }

  /** Null if the next cursor has nothing to publish, or not yet. */
  private @Nullable Publication scheduled() {
    Schedule.Cursor cursor = schedule.next();
    Fault fault = faults.of(cursor);
    Publication made = null;
    if (schedule.publishes(cursor, fault)) {
      delayOfLast = delayOf(cursor);
      if (delayOfLast.millis() > 0) {
        long due = schedule.due() + delayOfLast.millis();
        heldUp.add(new HeldUp(cursor.copy(), due, delayOfLast, waiting++));
      } else if (heldUpAloneUntil == null || delays.any()) {
        made = publication(cursor, fault, schedule.due());
      }
    }
    schedule.advance();
    return made;
  }

  private Delay delayOf(Schedule.Cursor cursor) {
    if (!delays.anyIncident()) {
      return Delay.NONE;
    }
    consignment.turnTo(cursor.life, cursor.count());
    delays.turnTo(cursor, consignment);
    return delays.of(cursor.stepNumber);
  }

  /** Both topics have one at each interval, the first an interval after the start. */
  private long pulseDue() {
    return (pulses / PULSED.size() + 1) * pulseInterval;
  }

  private Publication pulse() {
    long due = start + pulseDue();
    Topic topic = PULSED.get((int) (pulses % PULSED.size()));
    pulses++;
    return new Publication.Pulse(topic, due, new Heartbeat(Instant.ofEpochMilli(due)));
  }

  private Publication publication(Schedule.Cursor cursor, Fault fault, long due) {
    long recordMillis = start + due;
    consignment.turnTo(cursor.life, cursor.count());
    long eventMillis = recordMillis - cursor.delay();
    Scribe.Change change = change(cursor, fault);
    if (fault == Fault.FUTURE_DATED) {
      eventMillis = recordMillis + (long) (HOUR * ahead(cursor));
    }
    SpecificRecord record =
        Scribe.write(
            consignment,
            cursor.step,
            "-E" + Ids.of(cursor.stepNumber),
            change,
            appointment(cursor),
            eventMillis + change.shiftMillis());
    Topic topic = topic(cursor.step);
    return fault == Fault.CORRUPT
        ? new Publication.Corrupt(topic, recordMillis, consignment.id(), spoilt(cursor, record))
        : new Publication.Event(topic, recordMillis, consignment.id(), record);
  }

  private static Topic topic(Step step) {
    return step instanceof Step.Moved ? Topic.CARGO_MOVEMENTS : Topic.CLEARANCE_EVENTS;
  }

  private @Nullable Instant appointment(Schedule.Cursor cursor) {
    Life.Appointment appointment = cursor.life.appointment();
    return appointment == null || !appointment.isToldBy(cursor.step)
        ? null
        : Instant.ofEpochMilli(start + schedule.when(cursor, appointment.moment()));
  }

  private static int version(Fault fault, Schedule.Pass pass) {
    if (fault == Fault.CORRECTED_AHEAD) {
      return pass == Schedule.Pass.FIRST ? 1 : 0;
    }
    if (fault != Fault.CORRECTED) {
      return 0;
    }
    return switch (pass) {
      case PREMATURE, FIRST, LATE -> 0;
      case REPEAT -> 1;
      case AGAIN -> 2;
    };
  }

  /**
   * What a version says otherwise. Where an event is reported again, the first version has a time
   * that is too early, and the second is right.
   */
  private Scribe.Change change(Schedule.Cursor cursor, Fault fault) {
    if (fault == Fault.REPORTED_AGAIN) {
      return cursor.pass == Schedule.Pass.PREMATURE
          ? new Scribe.Change(0, false, -cursor.step.timing().premature(), 1, null)
          : new Scribe.Change(1, false, 0, 1, null);
    }
    int version = version(fault, cursor.pass);
    return version == 0 ? Scribe.Change.NONE : correction(cursor, version, cursor.delay());
  }

  /**
   * What a correction changes: now and then it takes the event back; else the time, the mass or the
   * port. A new time is never after the publication, nor so early that it would be late.
   *
   * @param age milliseconds from event to publication
   */
  private Scribe.Change correction(Schedule.Cursor cursor, int version, long age) {
    Draw own = faultDraw(cursor, version);
    double kind = own.unit();
    if (kind < 0.15) {
      return new Scribe.Change(version, true, 0, 1, null);
    }
    if (kind < 0.5) {
      double most = HOUR * MOST_SHIFT_HOURS;
      double shift = own.between(-most, Math.min((double) Math.max(age, 0), most));
      return new Scribe.Change(version, false, (long) shift, 1, null);
    }
    if (kind < 0.9) {
      return new Scribe.Change(version, false, 0, own.between(0.5, 1.6), null);
    }
    return new Scribe.Change(version, false, 0, 1, places.here(cursor.life.flow(), own));
  }

  private double ahead(Schedule.Cursor cursor) {
    return faultDraw(cursor, 0).logBetween(Figures.FUTURE_HOURS[0], Figures.FUTURE_HOURS[1]);
  }

  private byte[] spoilt(Schedule.Cursor cursor, SpecificRecord record) {
    return Corruption.any(SingleObject.encode(record), faultDraw(cursor, 0));
  }

  private Draw faultDraw(Schedule.Cursor cursor, int version) {
    return draw.from(faults.bits(cursor), version, 2);
  }
}
