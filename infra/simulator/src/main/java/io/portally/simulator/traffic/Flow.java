package io.portally.simulator.traffic;

import io.portally.events.Direction;
import io.portally.tally.area.PortKind;

/**
 * The kinds of traffic. The weight says how many of a hundred or so consignments at ports of this
 * kind are such (assumed throughout: no source splits consignments this way). How many fall to a
 * port follows from the port's weight in tonnes and the mean mass of a consignment of its kind.
 */
enum Flow {
  SEA_IMPORT(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.BOXES, 26),
  SEA_IMPORT_GROUPAGE(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.GROUPAGE, 5),
  SEA_IMPORT_BULK(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.BULK, 1.2),
  SEA_EXPORT(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.BOXES, 34),
  SEA_EXPORT_GROUPAGE(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.GROUPAGE, 6),
  SEA_EXPORT_BULK(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.BULK, 0.3),
  SEA_TRANSIT(PortKind.SEA, Direction.TRANSIT, Route.THROUGH, Cargo.BOXES, 2),
  SEA_TRANSSHIPMENT(PortKind.SEA, Direction.TRANSSHIPMENT, Route.THROUGH, Cargo.BOXES, 7),
  SEA_DOMESTIC(PortKind.SEA, Direction.DOMESTIC, Route.COASTWISE, Cargo.BOXES, 7),
  SEA_EMPTY_IN(PortKind.SEA, Direction.IMPORT, Route.INWARD, Cargo.EMPTIES, 7),
  SEA_EMPTY_OUT(PortKind.SEA, Direction.EXPORT, Route.OUTWARD, Cargo.EMPTIES, 3),
  GBA_EXPORT(PortKind.RIVER, Direction.EXPORT, Route.GBA_OUTWARD, Cargo.BOXES, 2),
  GBA_IMPORT(PortKind.SEA, Direction.IMPORT, Route.GBA_INWARD, Cargo.BOXES, 1.5),
  RIVER_IMPORT(PortKind.RIVER, Direction.IMPORT, Route.INWARD, Cargo.BOXES, 30),
  RIVER_IMPORT_BULK(PortKind.RIVER, Direction.IMPORT, Route.INWARD, Cargo.BULK, 1),
  RIVER_EXPORT(PortKind.RIVER, Direction.EXPORT, Route.OUTWARD, Cargo.BOXES, 36),
  RIVER_DOMESTIC(PortKind.RIVER, Direction.DOMESTIC, Route.COASTWISE, Cargo.BOXES, 18),
  RIVER_EMPTY_IN(PortKind.RIVER, Direction.IMPORT, Route.INWARD, Cargo.EMPTIES, 8),
  AIR_IMPORT(PortKind.AIR, Direction.IMPORT, Route.INWARD, Cargo.LOOSE, 44),
  AIR_EXPORT(PortKind.AIR, Direction.EXPORT, Route.OUTWARD, Cargo.LOOSE, 50),
  AIR_TRANSSHIPMENT(PortKind.AIR, Direction.TRANSSHIPMENT, Route.THROUGH, Cargo.LOOSE, 6),
  RAIL_IMPORT(PortKind.RAIL, Direction.IMPORT, Route.INWARD, Cargo.WAGONS, 38),
  RAIL_EXPORT(PortKind.RAIL, Direction.EXPORT, Route.OUTWARD, Cargo.WAGONS, 48),
  RAIL_TRANSIT(PortKind.RAIL, Direction.TRANSIT, Route.THROUGH, Cargo.WAGONS, 14),
  ROAD_IMPORT(PortKind.ROAD, Direction.IMPORT, Route.INWARD, Cargo.LORRY, 44),
  ROAD_EXPORT(PortKind.ROAD, Direction.EXPORT, Route.OUTWARD, Cargo.LORRY, 52),
  ROAD_TRANSIT(PortKind.ROAD, Direction.TRANSIT, Route.THROUGH, Cargo.LORRY, 4);

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
    /** The same, inward: from the sea port by barge to the river port, and cleared there. */
    GBA_INWARD
  }

  /** What moves, and what a piece of it weighs. */
  enum Cargo {
    BOXES(12, 0.7, 27),
    /** Several consignments in one box, of which the first carries the TEU. */
    GROUPAGE(2.5, 1.0, 6),
    BULK(9_000, 1.3, 300_000),
    LOOSE(0.8, 1.6, 100),
    WAGONS(40, 0.4, 70),
    LORRY(11, 0.9, 40),
    EMPTIES(0, 0, 0);

    final double meanTonnes;
    final double sigma;
    final double mostTonnes;

    /**
     * Masses have a heavy tail (measured on real declarations: the median is a few hundredths of
     * the mean), so they are log-normal, cut at what the thing can carry.
     */
    Cargo(double meanTonnes, double sigma, double mostTonnes) {
      this.meanTonnes = meanTonnes;
      this.sigma = sigma;
      this.mostTonnes = mostTonnes;
    }

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
  final double weight;

  Flow(PortKind kind, Direction direction, Route route, Cargo cargo, double weight) {
    this.kind = kind;
    this.direction = direction;
    this.route = route;
    this.cargo = cargo;
    this.weight = weight;
  }

  boolean isCleared() {
    return cargo != Cargo.EMPTIES
        && direction != Direction.TRANSSHIPMENT
        && direction != Direction.DOMESTIC;
  }

  /** Pieces of a consignment on average; {@link LifeBook} draws them so. */
  double meanPieces() {
    return switch (cargo) {
      case BOXES -> Assumed.MEAN_BOXES;
      case WAGONS -> Assumed.MEAN_WAGONS;
      default -> 1;
    };
  }

  double meanTonnes() {
    return cargo.meanTonnes * meanPieces();
  }
}
