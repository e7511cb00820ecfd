package io.portally.simulator.traffic;

import io.portally.simulator.traffic.Step.Place;
import io.portally.tally.area.Port;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in all records of a consignment. It follows from the life and the count, so it
 * is worked out anew for each record instead of being kept.
 */
final class Consignment {
  private static final long SHARED = 0x736861726564L;
  private static final long OWN = 0x6f776eL;
  private static final double FEN_PER_YUAN = 100;

  private final long seed;
  private final String prefix;
  private final Places places;
  private final Volumes volumes;
  private final Draw draw = new Draw();

  private Life life;
  private long count;
  private String id = "";
  private Port here;
  private @Nullable Port there;
  private String abroad = "";

  /**
   * @param prefix of all ids of this traffic
   */
  Consignment(long seed, String prefix, Places places, Volumes volumes, Life life) {
    this.seed = seed;
    this.prefix = prefix;
    this.places = places;
    this.volumes = volumes;
    this.life = life;
    this.here = places.here(life.flow(), draw.from(seed, 0, 0));
  }

  /** Turns to another consignment. */
  void turnTo(Life life, long count) {
    this.life = life;
    this.count = count;
    id = prefix + Ids.fixed(life.number(), 3) + Ids.of(count);
    draw.from(seed ^ SHARED, life.group(), count);
    Flow flow = life.flow();
    here = places.here(flow, draw);
    abroad = places.abroad(flow, here, draw);
    there = goesOn(flow) ? places.there(flow, here, draw) : null;
  }

  private static boolean goesOn(Flow flow) {
    return switch (flow.route) {
      case COASTWISE, GBA_OUTWARD, GBA_INWARD -> true;
      case INWARD, OUTWARD, THROUGH -> false;
    };
  }

  Life life() {
    return life;
  }

  String id() {
    return id;
  }

  @Nullable String code(Place place) {
    return switch (place) {
      case HERE -> here.code();
      case THERE -> port(place).code();
      case ABROAD -> abroad;
      case NOWHERE -> null;
    };
  }

  Port port(Place place) {
    return place == Place.THERE && there != null ? there : here;
  }

  /** ISO 3166-1 alpha-2. */
  String partnerCountry() {
    return abroad.substring(0, 2);
  }

  /** The bits of what a piece is: with them its number and size. */
  private long piece(int piece) {
    return Draw.hash(seed ^ SHARED, ((long) life.group() << 8) | piece, count);
  }

  @Nullable String equipment(int piece) {
    if (piece < 0) {
      return null;
    }
    long bits = piece(piece);
    if (life.flow().cargo.inBoxes()) {
      return ContainerNumber.of(bits);
    }
    return life.flow().cargo == Flow.Cargo.WAGONS
        ? "W" + (50_000_000 + Math.floorMod(bits, 50_000_000))
        : Ids.plate(bits);
  }

  int teuHundredths(int piece) {
    if (piece < 0 || !life.flow().cargo.inBoxes() || !life.carriesTeu()) {
      return 0;
    }
    double size = (Draw.hash(1, piece(piece), 0) >>> 11) * 0x1p-53;
    if (size < Figures.TWENTY_FOOT) {
      return 100;
    }
    return size < Figures.TWENTY_FOOT + Figures.FORTY_FIVE_FOOT ? 225 : 200;
  }

  /** Of the goods in a piece, whole kilograms; of all for -1. */
  long massKg(int piece) {
    if (piece >= 0) {
      return pieceMassKg(piece);
    }
    long mass = 0;
    for (int i = 0; i < life.pieces(); i++) {
      mass += pieceMassKg(i);
    }
    return mass;
  }

  private long pieceMassKg(int piece) {
    if (life.flow().cargo == Flow.Cargo.EMPTIES) {
      return 0;
    }
    draw.from(seed ^ OWN, ((long) life.number() << 8) | piece, count);
    return Math.round(1000 * volumes.tonnes(life.flow(), draw));
  }

  /** Of one declaration: they share the goods evenly. */
  long declaredKg() {
    return massKg(-1) / life.declarations();
  }

  /** Draws of a declaration's own things, always in the order in which they are asked for. */
  Draw declarationDraw(int declaration) {
    return draw.from(seed ^ OWN, -1 - life.number() * 8L - declaration, count);
  }

  long valueFen(long massKg, Draw draw) {
    return Math.round(FEN_PER_YUAN * massKg * volumes.yuanPerKg(life, draw));
  }
}
