package io.portally.simulator.traffic;

import static io.portally.events.Movement.ARRIVED;
import static io.portally.events.Movement.DEPARTED;
import static io.portally.events.Movement.DISCHARGED;
import static io.portally.events.Movement.GATED_IN;
import static io.portally.events.Movement.GATED_OUT;
import static io.portally.events.Movement.LOADED;
import static io.portally.simulator.traffic.Clearance.NEVER;
import static io.portally.simulator.traffic.Step.Clock.LAND;
import static io.portally.simulator.traffic.Step.Clock.LAND_AFTER;
import static io.portally.simulator.traffic.Step.Clock.SHIP;
import static io.portally.simulator.traffic.Step.Clock.SHIP_AFTER;
import static io.portally.simulator.traffic.Step.Place.ABROAD;
import static io.portally.simulator.traffic.Step.Place.HERE;
import static io.portally.simulator.traffic.Step.Place.NOWHERE;
import static io.portally.simulator.traffic.Step.Place.THERE;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.simulator.traffic.Flow.Cargo;
import io.portally.simulator.traffic.Step.Clock;
import io.portally.simulator.traffic.Step.Place;
import io.portally.tally.area.PortKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws one life: what happens, and how many hours of even time after its beginning. The legs whose
 * figures are known are drawn first, and what happens within them after. Used once.
 */
final class LifeDrawer {
  private final Chances chances;
  private final Diary diary;
  private final Flow flow;
  private final Era era;
  private final Mode mode;
  private final int pieces;

  /** From when on something more can happen to each piece. */
  private final double[] earliest;

  private final int declarations;
  private final Set<Programme> programmes = EnumSet.noneOf(Programme.class);
  private final boolean foreignAeo;
  private final Rhythm rhythm;

  /** How much later than in even time something on land is, on average, after a ship. */
  private final double shipToLand;

  /** The same for a ship after something on land. */
  private final double landToShip;

  private Life.@Nullable Appointment appointment;

  LifeDrawer(Chances chances, Flow flow, Era era) {
    this.chances = chances;
    this.flow = flow;
    this.era = era;
    diary = new Diary(chances);
    mode = modeOf(flow.kind);
    pieces = pieces();
    earliest = new double[pieces];
    declarations = declarations();
    drawProgrammes();
    foreignAeo =
        programmes.contains(Programme.AEO) && chances.ranked("foreign", Figures.AEO_FOREIGN);
    rhythm = rhythm();
    shipToLand = rhythm.meanHours();
    landToShip = rhythm.mostHours() - rhythm.meanHours();
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
        rhythm,
        drift(),
        appointment,
        diary.steps());
  }

  private long drift() {
    long least = Duration.ofHours((long) Figures.LEAST_DRIFT_HOURS).toMillis();
    return Math.max(least, (long) (Figures.DRIFT_OVER * diary.longestOffset()));
  }

  private int pieces() {
    return switch (flow.cargo) {
      case BOXES -> geometric(Figures.MEAN_BOXES, Figures.MOST_BOXES);
      case WAGONS -> geometric(Figures.MEAN_WAGONS, Figures.MOST_WAGONS);
      case EMPTIES -> 1 + chances.below(Figures.MOST_EMPTIES);
      case BULK, LOOSE, GROUPAGE, LORRY -> 1;
    };
  }

  private int geometric(double mean, int most) {
    int count = 1;
    while (count < most && chances.happens(1 - 1 / mean)) {
      count++;
    }
    return count;
  }

  private int declarations() {
    if (!flow.isCleared()) {
      return 0;
    }
    return chances.ranked("several", Figures.SEVERAL_DECLARATIONS)
        ? 2 + chances.below(Figures.MOST_DECLARATIONS - 1)
        : 1;
  }

  private void drawProgrammes() {
    if (!flow.isCleared()) {
      return;
    }
    boolean imported = flow.direction == Direction.IMPORT;
    boolean bulk = flow.cargo == Cargo.BULK;
    maybe(Programme.AEO, Figures.AEO);
    maybe(Programme.ADVANCE_DECLARATION, Figures.ADVANCE_DECLARATION);
    maybe(Programme.TWO_STEP_DECLARATION, imported ? Figures.TWO_STEP_DECLARATION : 0);
    maybe(Programme.APPOINTMENT, Figures.APPOINTMENT);
    maybe(Programme.DUTY_GUARANTEE, imported ? Figures.DUTY_GUARANTEE : 0);
    maybe(Programme.GBA_COMBINED_PORT, flow.isInGba() && era == Era.AFTER_REFORM ? 1 : 0);
    boolean ordinary = !flow.isInGba() && !bulk;
    maybe(Programme.GREEN_CHANNEL, imported && ordinary ? greenShare() : 0);
    maybe(Programme.SHIPSIDE_PICKUP, imported && ordinary ? shipsideShare() : 0);
    maybe(Programme.DIRECT_LOADING, !imported && ordinary ? directShare() : 0);
    if (programmes.contains(Programme.SHIPSIDE_PICKUP)) {
      programmes.add(Programme.ADVANCE_DECLARATION);
    }
  }

  /** Fresh produce is never in groupage. */
  private double greenShare() {
    return flow.cargo == Cargo.GROUPAGE ? 0 : Figures.GREEN_CHANNEL;
  }

  private double shipsideShare() {
    return flow.kind == PortKind.SEA ? Figures.SHIPSIDE_PICKUP : 0;
  }

  private double directShare() {
    return flow.kind == PortKind.SEA && flow.direction == Direction.EXPORT
        ? Figures.DIRECT_LOADING
        : 0;
  }

  private void maybe(Programme programme, double share) {
    if (share > 0 && chances.ranked(programme.name(), share)) {
      programmes.add(programme);
    }
  }

  private boolean has(Programme programme) {
    return programmes.contains(programme);
  }

  /** Who keeps hours, and who has been promised that nobody does. */
  private Rhythm rhythm() {
    boolean promised =
        has(Programme.GREEN_CHANNEL)
            || has(Programme.SHIPSIDE_PICKUP)
            || has(Programme.DIRECT_LOADING)
            || has(Programme.APPOINTMENT);
    if (promised) {
      return Rhythm.ROUND_THE_CLOCK;
    }
    return flow.kind == PortKind.AIR ? Rhythm.DAILY : Rhythm.WEEKLY;
  }

  private void inward() {
    Clock comes = flow.cargo == Cargo.LORRY ? LAND : SHIP;
    double behind = comes == SHIP ? shipToLand : 0;
    moved(ARRIVED, 0, comes, HERE, ABROAD, mode);
    double ashore = unloading();
    if (flow.cargo != Cargo.LORRY) {
      eachMoved(DISCHARGED, ashore, comes, HERE, ABROAD, mode);
    }
    double leaves = ashore + Math.max(pickup() - behind, Figures.SHORTLY / 2);
    double free = cleared(HERE, mode, 0, behind, latestRelease(ashore, leaves));
    leave(leaves, free, LAND, HERE);
  }

  private double unloading() {
    return Math.min(chances.ranked("unloading", Figures.unloading(flow)), Figures.LONGEST_WAIT);
  }

  /** Those with a programme that is faster fill the lower end of what is known of all. */
  private double pickup() {
    if (has(Programme.SHIPSIDE_PICKUP)) {
      return chances.took(Figures.SHIPSIDE_TO_GATED_OUT);
    }
    if (has(Programme.GREEN_CHANNEL)) {
      return chances.took(Figures.GREEN_TO_GATED_OUT);
    }
    double faster = flow.isCleared() ? greenShare() + shipsideShare() : 0;
    double hours =
        chances.rankedAbove(
            flow.direction == Direction.IMPORT ? faster : 0, "pickup", Figures.pickup(flow));
    return Math.min(hours, Figures.LONGEST_WAIT);
  }

  private double latestRelease(double ashore, double leaves) {
    return has(Programme.SHIPSIDE_PICKUP)
        ? ashore - Figures.SHORTLY / 2
        : leaves - Figures.SHORTLY / 2;
  }

  private void leave(double leaves, double free, Clock clock, Place at) {
    if (free == NEVER) {
      return;
    }
    double moment = Math.max(leaves, free + Figures.SHORTLY / 4);
    eachMoved(GATED_OUT, moment, clock, at, NOWHERE, landSide());
  }

  private void outward() {
    Clock goes = flow.cargo == Cargo.LORRY ? LAND : SHIP_AFTER;
    double behind = goes == SHIP_AFTER ? landToShip : 0;
    double in = eachMoved(GATED_IN, 0, LAND, HERE, NOWHERE, landSide());
    double leaves = Math.max(loading() - behind, in + Figures.SHORTLY);
    double free = cleared(HERE, mode, 0, 0, leaves - Figures.SHORTLY);
    if (free == NEVER) {
      return;
    }
    double last = Math.max(leaves, free + Figures.SHORTLY / 4);
    if (flow.cargo != Cargo.LORRY) {
      last = eachMoved(LOADED, last, goes, HERE, ABROAD, mode);
    }
    moved(DEPARTED, last + toDeparture(), goes, HERE, ABROAD, mode);
  }

  private double loading() {
    if (has(Programme.DIRECT_LOADING)) {
      return chances.took(Figures.DIRECT_TO_LOADED);
    }
    double faster = flow.isCleared() ? directShare() : 0;
    return Math.min(
        chances.rankedAbove(faster, "loading", Figures.loading(flow)), Figures.LONGEST_WAIT);
  }

  private double toDeparture() {
    return flow.cargo == Cargo.LORRY
        ? Figures.SHORTLY
        : chances.took(Figures.TO_DEPARTURE.times(Figures.found(Figures.IMPORT_PACE, flow.kind)));
  }

  private void through() {
    Clock comes = flow.cargo == Cargo.LORRY ? LAND : SHIP;
    Clock goes = flow.cargo == Cargo.LORRY ? LAND : SHIP_AFTER;
    double behind = comes == SHIP ? shipToLand : 0;
    moved(ARRIVED, 0, comes, HERE, ABROAD, mode);
    double last = unloading();
    if (flow.cargo != Cargo.LORRY) {
      last = eachMoved(DISCHARGED, last, comes, HERE, ABROAD, mode);
    }
    double pace = Figures.found(Figures.IMPORT_PACE, flow.kind);
    double leaves = last + chances.took(Figures.PASSING.times(pace));
    double free = cleared(HERE, mode, 0, behind, leaves);
    if (free == NEVER) {
      return;
    }
    last = Math.max(leaves, free + Figures.SHORTLY);
    if (flow.cargo != Cargo.LORRY) {
      last = eachMoved(LOADED, last, goes, HERE, ABROAD, mode);
    }
    moved(DEPARTED, last + toDeparture(), goes, HERE, ABROAD, mode);
  }

  private void coastwise() {
    double in = eachMoved(GATED_IN, 0, LAND, HERE, NOWHERE, landSide());
    double leaves = Math.max(loading() - landToShip, in + Figures.SHORTLY);
    double last = eachMoved(LOADED, leaves, SHIP_AFTER, HERE, THERE, mode);
    double sailed = last + toDeparture();
    moved(DEPARTED, sailed, SHIP_AFTER, HERE, THERE, mode);
    double there = sailed + chances.took(Figures.VOYAGE);
    moved(ARRIVED, there, SHIP_AFTER, THERE, HERE, mode);
    double ashore = there + unloading();
    eachMoved(DISCHARGED, ashore, SHIP_AFTER, THERE, HERE, mode);
    double out = ashore + Math.max(pickup() - shipToLand, Figures.SHORTLY);
    leave(out, there, LAND_AFTER, THERE);
  }

  private void gbaOutward() {
    double hours = chances.ranked("transfer", era.gbaTransfer()) - landToShip;
    double in = eachMoved(GATED_IN, 0, LAND, HERE, NOWHERE, Mode.ROAD);
    double planned = Math.max(Figures.GBA_LOADED * hours, in + Figures.SHORTLY);
    double free = cleared(HERE, mode, 0, 0, planned - Figures.SHORTLY);
    if (free == NEVER) {
      return;
    }
    double late = Math.max(planned, free + Figures.SHORTLY) - Figures.GBA_LOADED * hours;
    between(hours, late, SHIP_AFTER);
    double loads = late + Figures.GBA_LOADED_THERE * hours;
    double last = eachMoved(LOADED, loads, SHIP_AFTER, THERE, ABROAD, Mode.SEA);
    moved(DEPARTED, Math.max(late + hours, last), SHIP_AFTER, THERE, ABROAD, Mode.SEA);
  }

  private void gbaInward() {
    double hours = chances.ranked("transfer", era.gbaTransfer()) - shipToLand;
    moved(ARRIVED, 0, SHIP, HERE, ABROAD, mode);
    eachMoved(DISCHARGED, Figures.GBA_DISCHARGED * hours, SHIP, HERE, ABROAD, mode);
    between(hours, 0, SHIP);
    double there = Figures.GBA_ARRIVED * hours;
    double free = cleared(THERE, flow.betweenPorts(), there, shipToLand, hours - Figures.SHORTLY);
    leave(hours, free, LAND, THERE);
  }

  /** From one port of the Greater Bay Area to the other. */
  private void between(double hours, double late, Clock clock) {
    Mode by = flow.betweenPorts();
    double loads = late + Figures.GBA_LOADED * hours;
    double last = eachMoved(LOADED, loads, clock, HERE, THERE, by);
    double departs = Math.max(late + Figures.GBA_DEPARTED * hours, last);
    moved(DEPARTED, departs, clock, HERE, THERE, by);
    moved(ARRIVED, late + Figures.GBA_ARRIVED * hours, clock, THERE, HERE, by);
    eachMoved(DISCHARGED, late + Figures.GBA_DISCHARGED_THERE * hours, clock, THERE, HERE, by);
  }

  /** The moment at which all declarations are released; 0 if there are none. */
  private double cleared(Place at, Mode by, double there, double behind, double latest) {
    if (!flow.isCleared()) {
      return 0;
    }
    Clearance clearance = new Clearance(chances, diary, programmes, flow, at, by);
    double free = clearance.released(declarations, there, behind, latest);
    appointment = clearance.appointment();
    return free;
  }

  private Mode landSide() {
    return mode == Mode.RAIL ? Mode.RAIL : Mode.ROAD;
  }

  private void moved(Movement movement, double hours, Clock clock, Place at, Place other, Mode by) {
    diary.moved(movement, hours, clock, -1, at, other, by);
  }

  /** One piece after another, none before what happened to it last. The moment of the last one. */
  private double eachMoved(
      Movement movement, double first, Clock clock, Place at, Place other, Mode by) {
    double moment = first;
    for (int piece = 0; piece < pieces; piece++) {
      if (piece > 0) {
        moment += chances.took(Figures.BETWEEN_PIECES);
      }
      moment = Math.max(moment, earliest[piece]);
      earliest[piece] = moment + Figures.SHORTLY / 4;
      int which = flow.cargo.inPieces() ? piece : -1;
      diary.moved(movement, moment, clock, which, at, other, by);
    }
    return moment;
  }
}
