package io.portally.simulator.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How much later the steps of a consignment happen for incidents. It follows from the consignment
 * alone, so nothing is remembered of one that waits. Not thread-safe.
 */
final class Delays {
  private final Schedule schedule;
  private final long start;
  private final List<Incident> incidents = new ArrayList<>();

  /** Of each step of the consignment, the moment without and with incidents; after the start. */
  private long[] usual = new long[0];

  private long[] actual = new long[0];
  private List<String> names = List.of();

  /**
   * @param start from which the schedule counts
   */
  Delays(Schedule schedule, Instant start) {
    this.schedule = schedule;
    this.start = start.toEpochMilli();
  }

  /** From now on this incident holds up, too, what earlier ones have let pass. */
  void add(Incident incident) {
    incidents.add(incident);
  }

  boolean anyIncident() {
    return !incidents.isEmpty();
  }

  /** Works out the delays of the cursor's consignment, to which {@code consignment} is turned. */
  void turnTo(Schedule.Cursor cursor, Consignment consignment) {
    names = List.of();
    List<Step> steps = cursor.life.steps();
    if (incidents.stream().noneMatch(incident -> isNear(incident, consignment))) {
      return;
    }
    if (usual.length < steps.size()) {
      usual = new long[steps.size()];
      actual = new long[steps.size()];
    }
    for (int step = 0; step < steps.size(); step++) {
      usual[step] = start + schedule.when(cursor, steps.get(step).timing().moment());
      actual[step] = usual[step];
    }
    names =
        incidents.stream()
            .filter(incident -> bends(incident, steps, consignment))
            .map(Incident::name)
            .toList();
  }

  /** Whether the consignment comes to the incident's port at all. */
  private static boolean isNear(Incident incident, Consignment consignment) {
    return incident.port().equals(consignment.port(Step.Place.HERE).code())
        || incident.port().equals(consignment.port(Step.Place.THERE).code());
  }

  private boolean bends(Incident incident, List<Step> steps, Consignment consignment) {
    boolean bends = false;
    long first = Long.MAX_VALUE;
    for (int step = 0; step < steps.size(); step++) {
      if (incident.covers(actual[step]) && isHeldUp(incident, steps.get(step), consignment)) {
        first = Math.min(first, actual[step]);
      }
    }
    for (int step = 0; step < steps.size(); step++) {
      if (actual[step] >= first) {
        long bent = incident.bend(actual[step]);
        bends |= bent > actual[step];
        actual[step] = bent;
      }
    }
    return bends;
  }

  private static boolean isHeldUp(Incident incident, Step step, Consignment consignment) {
    String other = step instanceof Step.Moved moved ? consignment.code(moved.other()) : null;
    return consignment.port(step.at()).code().equals(incident.port())
        && incident.kind().holdsUp(step, incident.fromPort(), other);
  }

  /** Whether anything of the consignment happens later. */
  boolean any() {
    return !names.isEmpty();
  }

  /** How much later the step happens. */
  Delay of(int step) {
    return any() ? new Delay(actual[step] - usual[step], names) : Delay.NONE;
  }
}
