package io.portally.simulator.traffic;

import io.portally.tally.area.PortKind;
import java.util.List;
import java.util.Map;

/**
 * The figures that the traffic is made of. Those with a source name it; all others are assumed, for
 * the look of a country and not for conclusions about one. Hours unless said otherwise.
 */
final class Assumed {
  /** How many different lives there are: enough that the 99th percentile of a leg has its own. */
  static final int LIVES = 4096;

  static final double MEAN_BOXES = 2;
  static final int MOST_BOXES = 12;
  static final double MEAN_WAGONS = 2.5;
  static final int MOST_WAGONS = 20;

  /** How many consignments share a box in groupage. */
  static final int IN_ONE_BOX = 4;

  /** Share of consignments with more than one declaration, and the most they have. */
  static final double SEVERAL_DECLARATIONS = 0.12;

  static final int MOST_DECLARATIONS = 3;

  /**
   * A real carrier feed has 33 % planned and 24 % estimated rows; of all movements here a third is
   * one or the other, so each actual one has a forecast with probability one half.
   */
  static final double FORECAST = 0.5;

  static final double FORECAST_IS_PLAN = 33.0 / 57;

  /** Share of box sizes: 20 foot, 45 foot; the rest is 40 foot. */
  static final double TWENTY_FOOT = 0.42;

  static final double FORTY_FIVE_FOOT = 0.03;

  /**
   * An inspection befalls about 3 % of ordinary declarations (0.57 % over 18.9 %, from two years'
   * figures of AEO firms). AEO firms: 36.31 % of value in March 2024 (General Administration of
   * Customs, as reported by Chinanews), inspected 18.9 % as often as others.
   */
  static final double INSPECTED = 0.03;

  static final double AEO = 0.36;
  static final double AEO_INSPECTED = INSPECTED * 0.189;

  /** Under mutual recognition the status is a foreign one in so many cases. */
  static final double AEO_FOREIGN = 0.15;

  static final double ADVANCE_DECLARATION = 0.35;
  static final double TWO_STEP_DECLARATION = 0.10;
  static final double APPOINTMENT = 0.05;
  static final double SHIPSIDE_PICKUP = 0.05;
  static final double DIRECT_LOADING = 0.06;
  static final double GREEN_CHANNEL = 0.04;
  static final double DUTY_GUARANTEE = 0.08;

  static final double REJECTED_AT_FIRST = 0.02;
  static final double AMENDED = 0.03;
  static final double CANCELLED = 0.007;
  static final double DOCUMENTS_CHECKED = 0.4;
  static final double HELD_AFTER_INSPECTION = 0.1;
  static final double HELD_ANYWAY = 0.003;
  static final double DUTIABLE = 0.6;

  /** Through the Single Window; of its 964 services in 25 categories. */
  static final double SINGLE_WINDOW = 0.7;

  static final int SERVICES = 964;
  static final int CATEGORIES = 25;

  /** Seconds from event to publication: median, sigma, least, most. */
  static final double[] PUBLICATION_SECONDS = {6, 1.3, 0.2, 600};

  /**
   * Hours until a repeated or corrected record follows: most come soon, some after a day's windows.
   */
  static final double[] REPEAT_HOURS = {5.0 / 3600, 22};

  static final double[] LATE_HOURS = {25, 72};

  /** Share of duplicated or corrected events that are so once more. */
  static final double AGAIN = 0.2;

  /** Share of corrections of which the higher version comes first. */
  static final double HIGHER_VERSION_FIRST = 0.15;

  static final double[] FUTURE_HOURS = {1.0 / 6, 20 * 8766.0};

  /**
   * How long customs and terminals take, in relation to the sea ports' imports. From India's time
   * release figures (2023: sea 85:42, air 44:16, land 31:47 h) and China's (air and land faster).
   */
  static final Map<PortKind, Double> PACE =
      Map.of(
          PortKind.SEA, 1.0,
          PortKind.RIVER, 0.9,
          PortKind.RAIL, 0.8,
          PortKind.AIR, 0.35,
          PortKind.ROAD, 0.3);

  /** Exports clear in a fraction of an import's time (1.03 h against 32.02 h in 2022). */
  static final double EXPORT_PACE = 0.08;

  /** Yuan a kilogram: median and sigma. All trade: 41.5 trillion yuan over 5.2 billion tonnes. */
  static final Map<Flow.Cargo, double[]> YUAN_PER_KG =
      Map.of(
          Flow.Cargo.BOXES, new double[] {18, 1.2},
          Flow.Cargo.GROUPAGE, new double[] {40, 1.2},
          Flow.Cargo.BULK, new double[] {1.6, 0.6},
          Flow.Cargo.LOOSE, new double[] {400, 1.5},
          Flow.Cargo.WAGONS, new double[] {9, 1.0},
          Flow.Cargo.LORRY, new double[] {50, 1.4},
          Flow.Cargo.EMPTIES, new double[] {0, 0});

  /** Places abroad: UN/LOCODE, weight by sea, weight by air. */
  record Abroad(String code, double bySea, double byAir) {
    String country() {
      return code.substring(0, 2);
    }
  }

  static final List<Abroad> ABROAD =
      List.of(
          new Abroad("USLAX", 9, 5),
          new Abroad("USNYC", 5, 2),
          new Abroad("USCHI", 0, 7),
          new Abroad("KRPUS", 8, 0),
          new Abroad("KRICN", 0, 7),
          new Abroad("JPTYO", 6, 0),
          new Abroad("JPOSA", 3, 4),
          new Abroad("JPNRT", 0, 6),
          new Abroad("VNSGN", 6, 2),
          new Abroad("THLCH", 4, 0),
          new Abroad("THBKK", 1, 4),
          new Abroad("MYPKG", 5, 0),
          new Abroad("SGSIN", 5, 5),
          new Abroad("IDJKT", 4, 2),
          new Abroad("PHMNL", 2, 1),
          new Abroad("INNSA", 4, 1),
          new Abroad("AUPHE", 6, 0),
          new Abroad("AUMEL", 2, 2),
          new Abroad("BRSSZ", 5, 1),
          new Abroad("CLSAI", 2, 1),
          new Abroad("PECLL", 1, 0),
          new Abroad("MXZLO", 2, 0),
          new Abroad("NLRTM", 6, 0),
          new Abroad("NLAMS", 0, 5),
          new Abroad("DEHAM", 4, 0),
          new Abroad("DEFRA", 0, 7),
          new Abroad("BELGG", 0, 3),
          new Abroad("GBFXT", 3, 0),
          new Abroad("FRPAR", 0, 3),
          new Abroad("ITGOA", 2, 1),
          new Abroad("GRPIR", 1, 0),
          new Abroad("AEJEA", 3, 0),
          new Abroad("AEDXB", 0, 4),
          new Abroad("SAJED", 2, 1),
          new Abroad("RUVVO", 3, 1),
          new Abroad("ZADUR", 2, 0),
          new Abroad("EGPSD", 1, 0),
          new Abroad("ETADD", 0, 1),
          new Abroad("KEMBA", 1, 0),
          new Abroad("NGAPP", 1, 0));

  /** Places across the land border, by the province that the port is in. */
  static final Map<String, List<String>> ACROSS_THE_BORDER =
      Map.of(
          "CN-GD", List.of("HKHKG"),
          "CN-GX", List.of("VNHAN", "VNLSN"),
          "CN-YN", List.of("LAVTE", "VNHAN", "MMMDL"),
          "CN-XZ", List.of("NPKTM"),
          "CN-XJ", List.of("KZALA", "KZDOS", "KGBIK"),
          "CN-GS", List.of("MNULN"),
          "CN-NM", List.of("MNULN", "RUCTA"),
          "CN-HL", List.of("RUVVO", "RUBLS"),
          "CN-JL", List.of("RUVVO", "KPRSN"),
          "CN-LN", List.of("KPSIN"));

  /** Where trains go from inland stations. */
  static final List<String> BY_TRAIN = List.of("DEDUI", "PLMLA", "RUMOW", "KZALA", "UZTAS");

  static final int[] PERISHABLE_CHAPTERS = {2, 3, 7, 8};
  static final int[] BULK_CHAPTERS = {26, 27, 10, 12};

  /** HS chapters by how often they are declared; 77 is reserved by the WCO. */
  static final int[] COMMON_CHAPTERS = {
    84, 85, 85, 84, 39, 90, 94, 73, 61, 62, 95, 87, 29, 40, 64, 42, 72, 48, 33, 22
  };

  private Assumed() {}
}
