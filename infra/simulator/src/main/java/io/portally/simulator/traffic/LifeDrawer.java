package io.portally.simulator.traffic;

import static io.portally.events.Movement.ARRIVED;
import static io.portally.events.Movement.DEPARTED;
import static io.portally.events.Movement.DISCHARGED;
import static io.portally.events.Movement.GATED_IN;
import static io.portally.events.Movement.GATED_OUT;
import static io.portally.events.Movement.LOADED;
import static io.portally.simulator.traffic.Step.Place.ABROAD;
import static io.portally.simulator.traffic.Step.Place.HERE;
import static io.portally.simulator.traffic.Step.Place.NOWHERE;
import static io.portally.simulator.traffic.Step.Place.THERE;

import io.portally.events.Classifier;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.simulator.traffic.Step.Place;
import io.portally.tally.area.PortKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws one life: what happens, and how many hours after its beginning. Used once. */
final class LifeDrawer {
  private static final double HOUR = 3_600_000;
  private static final double MINUTES = 1.0 / 60;

  /** When goods may go of which nothing is released: they stay. */
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final Draw draw;
  private final Flow flow;
  private final double pace;
  private final Mode mode;
  private final int pieces;
  private final int declarations;
  private final Set<Programme> programmes = EnumSet.noneOf(Programme.class);
  private final boolean foreignAeo;
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Double appointment;

  LifeDrawer(Draw draw, Flow flow) {
    this.draw = draw;
    this.flow = flow;
    pace = Assumed.PACE.getOrDefault(flow.kind, 1.0);
    mode = modeOf(flow.kind);
    pieces = pieces();
    declarations = declarations();
    drawProgrammes();
    foreignAeo = programmes.contains(Programme.AEO) && draw.happens(Assumed.AEO_FOREIGN);
  }

  private static Mode modeOf(PortKind kind) {
    return switch (kind) {
      case SEA -> Mode.SEA;
      case RIVER -> Mode.INLAND_WATERWAY;
      case AIR -> Mode.AIR;
      case RAIL -> Mode.RAIL;
      case ROAD -> Mode.ROAD;
    };
  }

  Life life(int number, int group) {
    switch (flow.route) {
      case INWARD -> inward();
      case OUTWARD -> outward();
      case THROUGH -> through();
      case COASTWISE -> coastwise();
      case GBA_OUTWARD -> gbaOutward();
      case GBA_INWARD -> gbaInward();
    }
    return new Life(
        number,
        group,
        flow,
        pieces,
        declarations,
        List.copyOf(programmes),
        foreignAeo,
        appointment == null ? null : millis(appointment),
        List.copyOf(steps));
  }

  private int pieces() {
    return switch (flow.cargo) {
      case BOXES -> geometric(Assumed.MEAN_BOXES, Assumed.MOST_BOXES);
      case WAGONS -> geometric(Assumed.MEAN_WAGONS, Assumed.MOST_WAGONS);
      case EMPTIES -> 1 + draw.below(4);
      case BULK, LOOSE, GROUPAGE, LORRY -> 1;
    };
  }

  private int geometric(double mean, int most) {
    int count = 1;
    while (count < most && draw.happens(1 - 1 / mean)) {
      count++;
    }
    return count;
  }

  private int declarations() {
    if (!flow.isCleared()) {
      return 0;
    }
    return draw.happens(Assumed.SEVERAL_DECLARATIONS)
        ? 2 + draw.below(Assumed.MOST_DECLARATIONS - 1)
        : 1;
  }

  private void drawProgrammes() {
    if (!flow.isCleared()) {
      return;
    }
    boolean inward = flow.direction == Direction.IMPORT;
    boolean bySea = flow.kind == PortKind.SEA;
    maybe(Programme.AEO, Assumed.AEO);
    maybe(Programme.ADVANCE_DECLARATION, Assumed.ADVANCE_DECLARATION);
    maybe(Programme.TWO_STEP_DECLARATION, inward ? Assumed.TWO_STEP_DECLARATION : 0);
    maybe(Programme.APPOINTMENT, Assumed.APPOINTMENT);
    maybe(Programme.GREEN_CHANNEL, inward ? Assumed.GREEN_CHANNEL : 0);
    maybe(Programme.DUTY_GUARANTEE, inward ? Assumed.DUTY_GUARANTEE : 0);
    maybe(Programme.SHIPSIDE_PICKUP, inward && bySea ? Assumed.SHIPSIDE_PICKUP : 0);
    maybe(Programme.DIRECT_LOADING, !inward && bySea ? Assumed.DIRECT_LOADING : 0);
    boolean gba = flow.route == Flow.Route.GBA_INWARD || flow.route == Flow.Route.GBA_OUTWARD;
    maybe(Programme.GBA_COMBINED_PORT, gba ? 1 : 0);
  }

  private void maybe(Programme programme, double share) {
    if (draw.happens(share)) {
      programmes.add(programme);
    }
  }

  private void inward() {
    moved(ARRIVED, 0, HERE, ABROAD, mode);
    double[] ashore =
        flow.cargo == Flow.Cargo.LORRY ? onBoard(0) : discharged(0, HERE, ABROAD, mode);
    double free = flow.isCleared() ? clearedInward(0) : 0;
    gatedOut(ashore, free, HERE);
  }

  private void outward() {
    double[] inPort = gatedIn();
    double free = flow.isCleared() ? clearedOutward(inPort[0]) : 0;
    if (free == NEVER) {
      return;
    }
    double loaded =
        flow.cargo == Flow.Cargo.LORRY
            ? Math.max(free, inPort[0])
            : loaded(inPort, free, HERE, ABROAD, mode, waitForTheShip());
    moved(DEPARTED, loaded + took(5 * pace, 0.6), HERE, ABROAD, mode);
  }

  private void through() {
    moved(ARRIVED, 0, HERE, ABROAD, mode);
    double[] ashore =
        flow.cargo == Flow.Cargo.LORRY ? onBoard(0) : discharged(0, HERE, ABROAD, mode);
    double free = flow.isCleared() ? clearedInward(0) : 0;
    if (free == NEVER) {
      return;
    }
    double loaded =
        flow.cargo == Flow.Cargo.LORRY
            ? free
            : loaded(ashore, free, HERE, ABROAD, mode, took(40 * pace, 0.7));
    moved(DEPARTED, loaded + took(5 * pace, 0.6), HERE, ABROAD, mode);
  }

  private void coastwise() {
    double[] inPort = gatedIn();
    double sailed = loaded(inPort, 0, HERE, THERE, mode, waitForTheShip()) + took(4 * pace, 0.6);
    moved(DEPARTED, sailed, HERE, THERE, mode);
    double there = sailed + took(50, 0.6);
    moved(ARRIVED, there, THERE, HERE, mode);
    gatedOut(discharged(there, THERE, HERE, mode), there, THERE);
  }

  private void gbaOutward() {
    double[] inPort = gatedIn();
    double free = clearedOutward(inPort[0]);
    if (free == NEVER) {
      return;
    }
    double sailed = loaded(inPort, free, HERE, THERE, mode, took(6, 0.5)) + took(1, 0.4);
    moved(DEPARTED, sailed, HERE, THERE, mode);
    double there = sailed + took(9, 0.4);
    moved(ARRIVED, there, THERE, HERE, mode);
    double[] ashore = discharged(there, THERE, HERE, mode);
    double loaded = loaded(ashore, 0, THERE, ABROAD, Mode.SEA, took(20, 0.6));
    moved(DEPARTED, loaded + took(5, 0.5), THERE, ABROAD, Mode.SEA);
  }

  private void gbaInward() {
    moved(ARRIVED, 0, HERE, ABROAD, mode);
    double[] ashore = discharged(0, HERE, ABROAD, mode);
    double sailed =
        loaded(ashore, 0, HERE, THERE, Mode.INLAND_WATERWAY, took(15, 0.6)) + took(1, 0.4);
    moved(DEPARTED, sailed, HERE, THERE, Mode.INLAND_WATERWAY);
    double there = sailed + took(9, 0.4);
    moved(ARRIVED, there, THERE, HERE, Mode.INLAND_WATERWAY);
    double[] inland = discharged(there, THERE, HERE, Mode.INLAND_WATERWAY);
    gatedOut(inland, cleared(there, THERE, Mode.INLAND_WATERWAY, pace), THERE);
  }

  private double waitForTheShip() {
    return programmes.contains(Programme.DIRECT_LOADING) ? took(2, 0.4) : took(60 * pace, 0.7);
  }

  private double[] onBoard(double arrived) {
    double[] moments = new double[pieces];
    Arrays.fill(moments, arrived);
    return moments;
  }

  private double[] gatedIn() {
    double[] moments = new double[pieces];
    double moment = 0;
    for (int piece = 0; piece < pieces; piece++) {
      moments[piece] = moment;
      moved(GATED_IN, moment, piece, HERE, NOWHERE, landSide());
      moment += took(25 * MINUTES, 0.8);
    }
    return moments;
  }

  private double[] discharged(double arrived, Place at, Place from, Mode by) {
    double[] moments = new double[pieces];
    double moment = arrived + took(7 * pace, 0.6);
    for (int piece = 0; piece < pieces; piece++) {
      moments[piece] = moment;
      moved(DISCHARGED, moment, piece, at, from, by);
      moment += took(15 * MINUTES, 0.7);
    }
    return moments;
  }

  /** The moment at which the last piece is on board. */
  private double loaded(double[] ready, double free, Place at, Place to, Mode by, double waiting) {
    double last = 0;
    for (int piece = 0; piece < pieces; piece++) {
      double moment = Math.max(ready[piece], free) + waiting + piece * 10 * MINUTES;
      moved(LOADED, moment, piece, at, to, by);
      last = Math.max(last, moment);
    }
    return last;
  }

  private void gatedOut(double[] ready, double free, Place at) {
    if (free == NEVER) {
      return;
    }
    double median = programmes.contains(Programme.SHIPSIDE_PICKUP) ? 0.1 : 28 * pace;
    for (int piece = 0; piece < pieces; piece++) {
      double moment = Math.max(ready[piece], free) + took(median, 0.8);
      moved(GATED_OUT, moment, piece, at, NOWHERE, landSide());
    }
  }

  private Mode landSide() {
    return mode == Mode.RAIL ? Mode.RAIL : Mode.ROAD;
  }

  private double clearedInward(double arrived) {
    return cleared(arrived, HERE, mode, pace);
  }

  private double clearedOutward(double inPort) {
    return cleared(inPort, HERE, mode, pace * Assumed.EXPORT_PACE);
  }

  /** The moment at which all declarations are released; NEVER if none is. */
  private double cleared(double there, Place at, Mode by, double speed) {
    double free = Double.NEGATIVE_INFINITY;
    for (int declaration = 0; declaration < declarations; declaration++) {
      free = Math.max(free, new Clearance(declaration, at, by, speed).released(there));
    }
    return free == Double.NEGATIVE_INFINITY ? NEVER : free;
  }

  /** The stages of one declaration. */
  private final class Clearance {
    private final int declaration;
    private final Place at;
    private final Mode by;
    private final double speed;

    Clearance(int declaration, Place at, Mode by, double speed) {
      this.declaration = declaration;
      this.at = at;
      this.by = by;
      this.speed = speed;
    }

    /** The moment of release; negative infinity if it is cancelled. */
    double released(double there) {
      double lodged = lodged(there);
      double accepted = accepted(lodged);
      if (draw.happens(Assumed.CANCELLED)) {
        staged(Stage.CANCELLED, accepted + took(20, 0.8));
        return Double.NEGATIVE_INFINITY;
      }
      double done = paid(inspected(documented(accepted)));
      double released = Math.max(done, there) + took(20 * MINUTES + 2 * speed, 0.9);
      staged(Stage.RELEASED, released);
      afterRelease(released);
      return released;
    }

    private double lodged(double there) {
      boolean ahead = programmes.contains(Programme.ADVANCE_DECLARATION);
      return ahead ? there - draw.between(1, 40) * pace : there + took(18 * speed, 0.8);
    }

    private double accepted(double lodged) {
      staged(Stage.LODGED, lodged);
      double moment = lodged;
      if (draw.happens(Assumed.REJECTED_AT_FIRST)) {
        double rejected = moment + took(20 * MINUTES, 0.8);
        staged(Stage.REJECTED, rejected);
        moment = rejected + took(2, 0.8);
        staged(Stage.LODGED, moment);
      }
      moment += took(5 * MINUTES, 0.8);
      staged(Stage.ACCEPTED, moment);
      return moment;
    }

    private double documented(double accepted) {
      if (!draw.happens(Assumed.DOCUMENTS_CHECKED)) {
        return accepted;
      }
      double moment = accepted + took(30 * MINUTES, 0.8);
      staged(Stage.DOCUMENTS_CHECKED, moment);
      return moment;
    }

    private double inspected(double accepted) {
      boolean appointed = programmes.contains(Programme.APPOINTMENT);
      boolean trusted = programmes.contains(Programme.AEO);
      boolean inspected =
          appointed || draw.happens(trusted ? Assumed.AEO_INSPECTED : Assumed.INSPECTED);
      double moment = inspected ? inspection(accepted, appointed) : accepted;
      if (!draw.happens(inspected ? Assumed.HELD_AFTER_INSPECTION : Assumed.HELD_ANYWAY)) {
        return moment;
      }
      staged(Stage.HELD, moment + took(30 * MINUTES, 0.6));
      return moment + took(48, 0.9);
    }

    private double inspection(double accepted, boolean appointed) {
      double selected = accepted + took(10 * MINUTES, 0.8);
      staged(Stage.SELECTED, selected);
      double moment = selected + took(appointed ? 3 : 8, 0.8);
      if (appointed && appointment == null) {
        appointment = moment;
        moment += took(40 * MINUTES, 0.9);
      }
      staged(Stage.INSPECTED, moment);
      return moment;
    }

    private double paid(double moment) {
      boolean later = programmes.contains(Programme.TWO_STEP_DECLARATION);
      if (flow.direction != Direction.IMPORT || later || !draw.happens(Assumed.DUTIABLE)) {
        return moment;
      }
      double paid = moment + took(1.5 * pace, 1.0);
      staged(Stage.DUTY_PAID, paid);
      return paid;
    }

    private void afterRelease(double released) {
      if (draw.happens(Assumed.AMENDED)) {
        staged(Stage.AMENDED, released + took(12, 1.0));
      }
      boolean twoSteps = programmes.contains(Programme.TWO_STEP_DECLARATION);
      staged(Stage.CLEARED, released + (twoSteps ? took(120, 0.6) : took(6, 1.0)));
    }

    private void staged(Stage stage, double moment) {
      steps.add(new Step.Staged(timing(moment), stage, declaration, at, by));
    }
  }

  private void moved(Movement movement, double moment, Place at, Place other, Mode by) {
    moved(movement, moment, -1, at, other, by);
  }

  private void moved(Movement movement, double moment, int piece, Place at, Place other, Mode by) {
    int which = flow.cargo.inPieces() ? piece : -1;
    steps.add(new Step.Moved(timing(moment), movement, Classifier.ACTUAL, which, at, other, by));
    if (draw.happens(Assumed.FORECAST)) {
      Classifier forecast =
          draw.happens(Assumed.FORECAST_IS_PLAN) ? Classifier.PLANNED : Classifier.ESTIMATED;
      steps.add(new Step.Moved(timing(moment), movement, forecast, which, at, other, by));
    }
  }

  private double took(double median, double sigma) {
    return draw.logNormal(median, sigma);
  }

  private Step.Timing timing(double hours) {
    long offset = millis(hours);
    double[] delay = Assumed.PUBLICATION_SECONDS;
    double seconds = draw.logNormal(delay[0], delay[1]);
    long publication = offset + (long) (1000 * Math.min(Math.max(seconds, delay[2]), delay[3]));
    double repeat = draw.logBetween(Assumed.REPEAT_HOURS[0], Assumed.REPEAT_HOURS[1]);
    double again = repeat + draw.logBetween(10.0 / 3600, 1);
    double late = draw.between(Assumed.LATE_HOURS[0], Assumed.LATE_HOURS[1]);
    return new Step.Timing(
        offset,
        publication,
        publication + (long) (repeat * HOUR),
        publication + (long) (again * HOUR),
        offset + (long) (late * HOUR));
  }

  private static long millis(double hours) {
    double bounded = Math.min(Math.max(hours, -Schedule.LONGEST_HOURS), Schedule.LONGEST_HOURS);
    return (long) (bounded * HOUR);
  }
}
