package io.portally.simulator.traffic;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.tally.area.PortKind;

/**
 * The kinds of traffic. How many of the consignments at ports of a kind are such, {@link Figures}
 * says. How many fall to a port follows from the port's weight in tonnes and the mean mass of a
 * consignment of its kind.
 */
enum Flow {
  SEA_IMPORT(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.BOXES),
  SEA_IMPORT_GROUPAGE(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.GROUPAGE),
  SEA_IMPORT_BULK(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.BULK),
  SEA_EXPORT(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.BOXES),
  SEA_EXPORT_GROUPAGE(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.GROUPAGE),
  SEA_EXPORT_BULK(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.BULK),
  SEA_TRANSIT(PortKind.SEA, Direction.TRANSIT, Route.THROUGH, Cargo.BOXES),
  SEA_TRANSSHIPMENT(PortKind.SEA, Direction.TRANSSHIPMENT, Route.THROUGH, Cargo.BOXES),
  SEA_DOMESTIC(PortKind.SEA, Direction.DOMESTIC, Route.COASTWISE, Cargo.BOXES),
  SEA_EMPTY_IN(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.EMPTIES),
  SEA_EMPTY_OUT(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.EMPTIES),
  GBA_EXPORT_BY_RIVER(PortKind.RIVER, Direction.EXPORT, Route.GBA_OUTWARD, Cargo.BOXES),
  GBA_EXPORT_BY_ROAD(PortKind.RIVER, Direction.EXPORT, Route.GBA_OUTWARD, Cargo.BOXES),
  GBA_IMPORT_BY_RIVER(PortKind.SEA, Direction.IMPORT, Route.GBA_INWARD, Cargo.BOXES),
  GBA_IMPORT_BY_ROAD(PortKind.SEA, Direction.IMPORT, Route.GBA_INWARD, Cargo.BOXES),
  RIVER_IMPORT(PortKind.RIVER, Direction.IMPORT, Route.INWARD, Cargo.BOXES),
  RIVER_IMPORT_BULK(PortKind.RIVER, Direction.IMPORT, Route.INWARD, Cargo.BULK),
  RIVER_EXPORT(PortKind.RIVER, Direction.EXPORT, Route.OUTWARD, Cargo.BOXES),
  RIVER_DOMESTIC(PortKind.RIVER, Direction.DOMESTIC, Route.COASTWISE, Cargo.BOXES),
  RIVER_EMPTY_IN(PortKind.RIVER, Direction.IMPORT, Route.INWARD, Cargo.EMPTIES),
  AIR_IMPORT(PortKind.AIR, Direction.IMPORT, Route.INWARD, Cargo.LOOSE),
  AIR_EXPORT(PortKind.AIR, Direction.EXPORT, Route.OUTWARD, Cargo.LOOSE),
  AIR_TRANSSHIPMENT(PortKind.AIR, Direction.TRANSSHIPMENT, Route.THROUGH, Cargo.LOOSE),
  RAIL_IMPORT(PortKind.RAIL, Direction.IMPORT, Route.INWARD, Cargo.WAGONS),
  RAIL_EXPORT(PortKind.RAIL, Direction.EXPORT, Route.OUTWARD, Cargo.WAGONS),
  RAIL_TRANSIT(PortKind.RAIL, Direction.TRANSIT, Route.THROUGH, Cargo.WAGONS),
  ROAD_IMPORT(PortKind.ROAD, Direction.IMPORT, Route.INWARD, Cargo.LORRY),
  ROAD_EXPORT(PortKind.ROAD, Direction.EXPORT, Route.OUTWARD, Cargo.LORRY),
  ROAD_TRANSIT(PortKind.ROAD, Direction.TRANSIT, Route.THROUGH, Cargo.LORRY);

  /** The way that goods take, and with it their milestones. */
  enum Route {
    /** From abroad through the port into the country. */
    INWARD,
    /** From the country through the port abroad. */
    OUTWARD,
    /** From abroad through the port abroad. */
    THROUGH,
    /** From port to port. */
    COASTWISE,
    /** Cleared at a river port of the Greater Bay Area as if it stood at the sea port beyond. */
    GBA_OUTWARD,
    /** The same, inward: from the sea port to the river port, and cleared there. */
    GBA_INWARD
  }

  /** What moves. {@link Figures} says what it weighs and is worth. */
  enum Cargo {
    BOXES,
    /** Several consignments in one box, of which the first carries the TEU. */
    GROUPAGE,
    BULK,
    LOOSE,
    WAGONS,
    LORRY,
    EMPTIES;

    boolean inBoxes() {
      return this == BOXES || this == GROUPAGE || this == EMPTIES;
    }

    /** Whether milestones are of single pieces and not of the consignment as a whole. */
    boolean inPieces() {
      return this != BULK && this != LOOSE;
    }
  }

  final PortKind kind;
  final Direction direction;
  final Route route;
  final Cargo cargo;

  Flow(PortKind kind, Direction direction, Route route, Cargo cargo) {
    this.kind = kind;
    this.direction = direction;
    this.route = route;
    this.cargo = cargo;
  }

  boolean isCleared() {
    return cargo != Cargo.EMPTIES
        && direction != Direction.TRANSSHIPMENT
        && direction != Direction.DOMESTIC;
  }

  /** Imports and exports: what the country's volumes are made of. */
  boolean isForeignTrade() {
    return isCleared() && (direction == Direction.IMPORT || direction == Direction.EXPORT);
  }

  boolean isInGba() {
    return route == Route.GBA_INWARD || route == Route.GBA_OUTWARD;
  }

  boolean isOfSeaBoxes() {
    return kind == PortKind.SEA && cargo.inBoxes();
  }

  /** By what goods go from one port of the Greater Bay Area to the other. */
  Mode betweenPorts() {
    return this == GBA_EXPORT_BY_ROAD || this == GBA_IMPORT_BY_ROAD
        ? Mode.ROAD
        : Mode.INLAND_WATERWAY;
  }

  /** Pieces of a consignment on average. */
  double meanPieces() {
    return switch (cargo) {
      case BOXES -> Figures.MEAN_BOXES;
      case WAGONS -> Figures.MEAN_WAGONS;
      default -> 1;
    };
  }

  double meanTonnes() {
    return Figures.load(cargo).meanTonnes() * meanPieces();
  }
}
