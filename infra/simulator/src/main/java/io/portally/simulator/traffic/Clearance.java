package io.portally.simulator.traffic;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.simulator.traffic.Step.Clock;
import io.portally.simulator.traffic.Step.Place;
import io.portally.tally.area.PortKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clearance of a consignment's declarations: first how long it takes as a whole, then what
 * happens in that time. Used once. Hours are even time from the consignment's beginning.
 */
final class Clearance {
  /** When goods may go of which nothing is released: they stay. */
  static final double NEVER = Double.POSITIVE_INFINITY;

  private static final double NOT_RELEASED = Double.NEGATIVE_INFINITY;

  private final Chances chances;
  private final Diary diary;
  private final Set<Programme> programmes;
  private final boolean inward;
  private final PortKind kind;
  private final Place at;
  private final Mode mode;
  private Life.@Nullable Appointment appointment;

  /**
   * @param at where the goods are cleared
   */
  Clearance(
      Chances chances, Diary diary, Set<Programme> programmes, Flow flow, Place at, Mode mode) {
    this.chances = chances;
    this.diary = diary;
    this.programmes = programmes;
    this.inward = flow.direction != Direction.EXPORT;
    this.kind = flow.kind;
    this.at = at;
    this.mode = mode;
  }

  /** Of the first declaration that has one; null if none does. */
  Life.@Nullable Appointment appointment() {
    return appointment;
  }

  /**
   * Clears them.
   *
   * @param there when the goods are at the port
   * @param behind how much of the time real clocks take by themselves, on average
   * @param latest when ordinary declarations are released at the latest
   * @return when all are released that are; {@link #NEVER} if none is
   */
  double released(int declarations, double there, double behind, double latest) {
    double free = NOT_RELEASED;
    for (int declaration = 0; declaration < declarations; declaration++) {
      free = Math.max(free, released(new One(declaration, there, behind, latest)));
    }
    return free == NOT_RELEASED ? NEVER : free;
  }

  private record One(int declaration, double there, double behind, double latest) {
    String named(String what) {
      return declaration == 0 ? what : what + declaration;
    }
  }

  private double released(One one) {
    boolean appointed = programmes.contains(Programme.APPOINTMENT);
    boolean inspected = chances.ranked(one.named("inspected"), inspectedShare(appointed));
    boolean held = chances.happens(inspected ? Figures.HELD_AFTER_INSPECTION : Figures.HELD_ANYWAY);
    double hours = hours(one) + extra(inspected, held) - one.behind();
    double released = one.there() + Math.max(hours, inward ? Figures.SHORTLY : 0.02);
    if (!inspected && !held) {
      released = Math.min(released, Math.max(one.latest(), one.there()));
    }
    double lodged = lodged(one.there(), released);
    if (chances.ranked(one.named("cancelled"), Figures.CANCELLED)) {
      cancelled(one, lodged, released);
      return NOT_RELEASED;
    }
    stages(one, lodged, released, inspected, held);
    if (appointed && appointment == null) {
      Step.Moment moment = Diary.moment(released, Clock.LAND);
      appointment = new Life.Appointment(one.declaration(), moment, moment);
    }
    return released;
  }

  /** So that, with and without an appointment, the share of all comes out. */
  private double inspectedShare(boolean appointed) {
    double without =
        (Figures.INSPECTED - Figures.APPOINTMENT * Figures.APPOINTED_INSPECTED)
            / (1 - Figures.APPOINTMENT);
    double ordinary = appointed ? Figures.APPOINTED_INSPECTED : without;
    return programmes.contains(Programme.AEO) ? ordinary * Figures.AEO_INSPECTED : ordinary;
  }

  private double hours(One one) {
    if (programmes.contains(Programme.GREEN_CHANNEL)) {
      return chances.ranked(one.named("clearance"), Figures.GREEN_CLEARANCE);
    }
    double hours =
        chances.ranked(
            one.named("clearance"), inward ? Figures.IMPORT_CLEARANCE : Figures.EXPORT_CLEARANCE);
    for (Programme programme : programmes) {
      hours *= Figures.FACILITATION.getOrDefault(programme, 1.0);
    }
    return hours * Figures.found(inward ? Figures.IMPORT_PACE : Figures.EXPORT_PACE, kind);
  }

  private double extra(boolean inspected, boolean held) {
    double extra =
        (inspected ? chances.took(Figures.INSPECTION) : 0)
            + (held ? chances.took(Figures.HOLD) : 0);
    double pace = Figures.found(Figures.IMPORT_PACE, kind);
    return extra * (inward ? pace : pace * Figures.EXPORT_INSPECTION);
  }

  private double lodged(double there, double released) {
    if (programmes.contains(Programme.ADVANCE_DECLARATION)) {
      return there - chances.between(Figures.LODGED_AHEAD[0], Figures.LODGED_AHEAD[1]);
    }
    return there + (released - there) * between(Figures.LODGED_AT);
  }

  private void cancelled(One one, double lodged, double released) {
    staged(one, Stage.LODGED, lodged);
    double accepted = lodged + (released - lodged) * between(Figures.ACCEPTED_AT);
    staged(one, Stage.ACCEPTED, accepted);
    staged(one, Stage.CANCELLED, accepted + chances.took(Figures.TO_CANCELLATION));
  }

  private void stages(One one, double lodged, double released, boolean inspected, boolean held) {
    staged(one, Stage.LODGED, lodged);
    // What needs the goods themselves waits for them.
    double present = Math.max(lodged, one.there());
    if (chances.happens(Figures.REJECTED_AT_FIRST)) {
      staged(one, Stage.REJECTED, part(lodged, released, Figures.REJECTED_AT));
      staged(one, Stage.LODGED, part(lodged, released, Figures.LODGED_AGAIN_AT));
    }
    staged(one, Stage.ACCEPTED, part(lodged, released, Figures.ACCEPTED_AT));
    if (chances.happens(Figures.DOCUMENTS_CHECKED)) {
      staged(one, Stage.DOCUMENTS_CHECKED, part(lodged, released, Figures.DOCUMENTS_AT));
    }
    if (inspected) {
      inspected(one, present, released);
    }
    if (held) {
      staged(one, Stage.HELD, part(present, released, Figures.HELD_AT));
    }
    boolean laterPaid =
        programmes.contains(Programme.TWO_STEP_DECLARATION)
            || programmes.contains(Programme.DUTY_GUARANTEE);
    if (inward && !laterPaid && chances.happens(Figures.DUTIABLE)) {
      staged(one, Stage.DUTY_PAID, part(present, released, Figures.PAID_AT));
    }
    staged(one, Stage.RELEASED, released);
    afterRelease(one, released);
  }

  private void inspected(One one, double present, double released) {
    double selected = part(present, released, Figures.SELECTED_AT);
    staged(one, Stage.SELECTED, selected);
    double moment = part(present, released, Figures.INSPECTED_AT);
    staged(one, Stage.INSPECTED, moment);
    if (programmes.contains(Programme.APPOINTMENT) && appointment == null) {
      double wait = chances.took(Figures.APPOINTMENT_WAIT);
      appointment =
          new Life.Appointment(
              one.declaration(),
              Diary.moment(Math.max(selected, moment - wait), Clock.LAND),
              Diary.moment(moment, Clock.LAND));
    }
  }

  private void afterRelease(One one, double released) {
    if (chances.ranked(one.named("amended"), Figures.AMENDED)) {
      staged(one, Stage.AMENDED, released + chances.took(Figures.TO_AMENDMENT));
    }
    boolean twoSteps = programmes.contains(Programme.TWO_STEP_DECLARATION);
    staged(
        one,
        Stage.CLEARED,
        released + chances.took(twoSteps ? Figures.TO_SECOND_STEP : Figures.TO_CLOSE));
  }

  private double part(double from, double to, double[] share) {
    return from + (to - from) * between(share);
  }

  private double between(double[] bounds) {
    return chances.between(bounds[0], bounds[1]);
  }

  private void staged(One one, Stage stage, double hours) {
    diary.staged(stage, hours, Clock.LAND, one.declaration(), at, mode);
  }
}
