package io.portally.simulator.command;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.simulator.traffic.Delay;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A traffic that began long ago and is told from now on: what has happened so far at once, as
 * nobody can have told it in the past, the rest when it happens.
 *
 * <p>Were the beginning of a leg told before its end, it would be taken for slow until that is
 * read. So of what is told at once, the milestones that end legs go first.
 */
final class LongPast implements Iterator<Publication> {

  private static final Set<Stage> ENDING_STAGES =
      EnumSet.of(Stage.INSPECTED, Stage.RELEASED, Stage.CANCELLED);
  private static final Set<Movement> ENDING_MOVEMENTS =
      EnumSet.of(Movement.LOADED, Movement.DEPARTED, Movement.GATED_OUT);

  private static final Comparator<Made> ENDS_FIRST =
      Comparator.comparing(Made::isEnd, Comparator.reverseOrder()).thenComparing(Made::time);

  private final Traffic traffic;
  private final Deque<Made> past = new ArrayDeque<>();
  private final long toldAt;
  private Delay delayOfLast = Delay.NONE;

  private record Made(Publication.Event event, Delay delay) {

    boolean isEnd() {
      return event.value() instanceof CargoMovement movement
          ? ENDING_MOVEMENTS.contains(movement.getMovement())
          : ENDING_STAGES.contains(((ClearanceEvent) event.value()).getStage());
    }

    Instant time() {
      return event.value() instanceof CargoMovement movement
          ? movement.getEventTime()
          : ((ClearanceEvent) event.value()).getEventTime();
    }
  }

  /**
   * Makes all that has happened, which takes a while, and begins to tell it.
   *
   * @param traffic without faults, so of events alone
   */
  LongPast(Traffic traffic, InstantSource clock) {
    this.traffic = traffic;
    long now = clock.millis();
    List<Made> happened = new ArrayList<>();
    Made next = make();
    while (next != null && next.event().recordMillis() <= now) {
      happened.add(next);
      next = make();
    }
    happened.sort(ENDS_FIRST);
    past.addAll(happened);
    if (next != null) {
      past.add(next);
    }
    toldAt = clock.millis();
  }

  private @Nullable Made make() {
    if (!traffic.hasNext()) {
      return null;
    }
    Publication.Event event = (Publication.Event) traffic.next();
    return new Made(event, traffic.delayOfLast());
  }

  /** When all that had happened is told. */
  Instant toldAt() {
    return Instant.ofEpochMilli(toldAt);
  }

  /** By how much incidents delay what was handed out last. */
  Delay delayOfLast() {
    return delayOfLast;
  }

  @Override
  public boolean hasNext() {
    return !past.isEmpty() || traffic.hasNext();
  }

  @Override
  public Publication next() {
    Made made = past.isEmpty() ? make() : past.remove();
    if (made == null) {
      throw new NoSuchElementException("nothing happens any more");
    }
    delayOfLast = made.delay();
    Publication.Event event = made.event();
    return event.recordMillis() < toldAt
        ? new Publication.Event(event.topic(), toldAt, event.key(), event.value())
        : event;
  }
}
