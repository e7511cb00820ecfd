package io.portally.simulator.traffic;

import static java.util.Map.entry;

import io.portally.events.Programme;
import io.portally.simulator.traffic.Flow.Cargo;
import io.portally.tally.area.PortKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every figure that the traffic is made of. Each says where it comes from: a source, named as the
 * page that reported it was read in a stored copy; "measured" on a public data set, A (customs
 * declarations of Korea, Seondong/Customs-Declaration-Datasets, synthesised from real ones) or B (a
 * carrier's feed of 603 containers, world-wide); or the word "assumed": for the look of a country,
 * and not for conclusions about one. Hours unless said otherwise.
 */
final class Figures {

  // ---- Volumes ----

  /**
   * Tonnes supervised by customs in a year: the average of the 14th five-year plan, as reported by
   * reportify.ai. Here it is what is declared in imports and exports at ports of the mainland.
   */
  static final double TONNES_A_YEAR = 5.2e9;

  /** Yuan in a year: the same average, as reported by reportify.ai. */
  static final double YUAN_A_YEAR = 41.5e12;

  /**
   * Records a second, on average over a week, that add up to the two figures above. Assumed, so
   * that there are 80 to 100 million declarations a year (assumed too: no source; Korea's 24.7
   * million in 18 months support the order of magnitude). Masses and values are scaled so that the
   * sums come out for every seed.
   */
  static final double RECORDS_A_SECOND = 35;

  /**
   * Share of the yearly value by the port's kind: by water 60 %, of which the rivers' part is in
   * proportion to tonnes; air 20 %, road 18 %, rail 2 %. Assumed. The tonnes are by the ports'
   * weights (assumed), of which 95.3 % are by water; by sea more than 95 % (Ministry of Transport,
   * 2024, as reported by xdyforwarder).
   */
  static final Map<PortKind, Double> VALUE_SHARES =
      Map.of(
          PortKind.SEA, 0.538,
          PortKind.RIVER, 0.062,
          PortKind.AIR, 0.20,
          PortKind.ROAD, 0.18,
          PortKind.RAIL, 0.02);

  /**
   * Of how many consignments at ports of the same kind one is of the flow: weights, to be compared
   * within the kind. Assumed; those of empties so that the share below comes out. Transfers within
   * the Greater Bay Area are several times the 316,000 TEU of 2023 (Xinhua, as reported by
   * visualtroop), so that every hour has some.
   */
  private static final Map<Flow, Double> WEIGHTS =
      new EnumMap<>(
          Map.ofEntries(
              entry(Flow.SEA_IMPORT, 24.0),
              entry(Flow.SEA_IMPORT_GROUPAGE, 6.0),
              entry(Flow.SEA_IMPORT_BULK, 0.6),
              entry(Flow.SEA_EXPORT, 36.0),
              entry(Flow.SEA_EXPORT_GROUPAGE, 9.0),
              entry(Flow.SEA_EXPORT_BULK, 0.13),
              entry(Flow.SEA_TRANSIT, 1.0),
              entry(Flow.SEA_TRANSSHIPMENT, 6.0),
              entry(Flow.SEA_DOMESTIC, 7.0),
              entry(Flow.SEA_EMPTY_IN, 10.2),
              entry(Flow.SEA_EMPTY_OUT, 3.4),
              entry(Flow.GBA_IMPORT_BY_RIVER, 0.2),
              entry(Flow.GBA_IMPORT_BY_ROAD, 0.15),
              entry(Flow.GBA_EXPORT_BY_RIVER, 2.0),
              entry(Flow.GBA_EXPORT_BY_ROAD, 1.5),
              entry(Flow.RIVER_IMPORT, 28.0),
              entry(Flow.RIVER_IMPORT_BULK, 0.9),
              entry(Flow.RIVER_EXPORT, 36.0),
              entry(Flow.RIVER_DOMESTIC, 16.0),
              entry(Flow.RIVER_EMPTY_IN, 15.2),
              entry(Flow.AIR_IMPORT, 44.0),
              entry(Flow.AIR_EXPORT, 50.0),
              entry(Flow.AIR_TRANSSHIPMENT, 6.0),
              entry(Flow.RAIL_IMPORT, 38.0),
              entry(Flow.RAIL_EXPORT, 48.0),
              entry(Flow.RAIL_TRANSIT, 14.0),
              entry(Flow.ROAD_IMPORT, 44.0),
              entry(Flow.ROAD_EXPORT, 52.0),
              entry(Flow.ROAD_TRANSIT, 4.0)));

  /** Share of empty ones among the moves of boxes: measured on B, 15 %. */
  static final double EMPTY_MOVES = 0.15;

  /**
   * What a piece holds.
   *
   * @param meanTonnes before the cut
   * @param sigma of the logarithm of its mass
   * @param mostTonnes where the mass is cut
   * @param meanYuan the value of a kilogram, in comparison with others at ports of the same kind
   * @param yuanSigma of the logarithm of the value of a kilogram
   */
  record Load(
      double meanTonnes, double sigma, double mostTonnes, double meanYuan, double yuanSigma) {}

  /**
   * Masses have a heavy tail, measured on A (median 95 kg, 99th percentile 204 t, maximum 60,025 t:
   * a vessel of ore), so they are log-normal, cut at what the thing can carry. The numbers are
   * assumed; the median of what goes by air is near A's.
   */
  private static final Map<Cargo, Load> LOADS =
      new EnumMap<>(
          Map.of(
              Cargo.BOXES, new Load(12, 0.7, 27, 13, 1.2),
              Cargo.GROUPAGE, new Load(2.5, 1.0, 6, 30, 1.2),
              Cargo.BULK, new Load(9_000, 1.0, 200_000, 2, 0.6),
              Cargo.LOOSE, new Load(0.8, 1.8, 100, 850, 1.0),
              Cargo.WAGONS, new Load(40, 0.4, 70, 9, 1.0),
              Cargo.LORRY, new Load(11, 0.9, 40, 52, 1.2),
              Cargo.EMPTIES, new Load(0, 0, 0, 0, 0)));

  /** Boxes of a consignment, and wagons: assumed. */
  static final double MEAN_BOXES = 2;

  static final int MOST_BOXES = 12; // assumed
  static final double MEAN_WAGONS = 2.5; // assumed
  static final int MOST_WAGONS = 20; // assumed
  static final int MOST_EMPTIES = 4; // assumed

  /** How many consignments share a box in groupage: assumed. */
  static final int IN_ONE_BOX = 4;

  /** Share of consignments with more than one declaration, and the most they have: assumed. */
  static final double SEVERAL_DECLARATIONS = 0.12;

  static final int MOST_DECLARATIONS = 3; // assumed

  /**
   * Share of box sizes: 20 foot, 45 foot; the rest is 40 foot. Assumed. A 45-foot box is 2.25 TEU,
   * as the Port of Los Angeles counts (portoflosangeles.org).
   */
  static final double TWENTY_FOOT = 0.42;

  static final double FORTY_FIVE_FOOT = 0.03; // assumed

  /** How many different lives there are: assumed, enough for the 99th percentile of a leg. */
  static final int LIVES = 4096;

  // ---- Rhythm ----

  /** Activity of customs and gates by the hour of the day in China, in relation: assumed. */
  static final double[] ACTIVITY_BY_HOUR = {
    0.45, 0.40, 0.35, 0.35, 0.40, 0.50, 0.65, 0.90, 1.25, 1.60, 1.65, 1.45, //
    1.05, 1.30, 1.60, 1.65, 1.60, 1.35, 1.10, 1.00, 0.90, 0.80, 0.65, 0.55
  };

  /** The same by the day of the week from Monday on: assumed. */
  static final double[] ACTIVITY_BY_WEEKDAY = {1, 1, 1, 1, 1, 0.85, 0.70};

  static final double[] EVEN_DAY = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
  }; // assumed: ships keep no hours (the Hong Kong-Zhuhai-Macao Bridge is open 24 h, China Daily)

  static final double[] EVEN_WEEK = {1, 1, 1, 1, 1, 1, 1}; // assumed

  // ---- Programmes ----

  /**
   * Share of declarations by AEO firms. Assumed; they are 1.19 % of traders with 36.31 % of value
   * (March 2024, Chinanews as reported by bzlm.8848f.cn).
   */
  static final double AEO = 0.30;

  /** Share of value: March 2024, Chinanews as reported by bzlm.8848f.cn. */
  static final double AEO_OF_VALUE = 0.3631;

  /** Under mutual recognition the status is a foreign one in so many cases: assumed. */
  static final double AEO_FOREIGN = 0.15;

  /** Of the partners below, who recognise AEO status mutually: as of 2025, press summaries. */
  static final Set<String> AEO_PARTNERS =
      Set.of(
          "AE", "AU", "BE", "BR", "CL", "DE", "FR", "GB", "GR", "HK", "IT", "JP", "KR", "KZ", "MN",
          "NL", "PE", "PH", "PL", "RU", "SG", "ZA");

  /**
   * Share of declarations with an inspection. Ordinary firms' about 3 %: 0.57 % (AEO firms in 2019,
   * english.www.gov.cn 2020-06-03) over 18.9 % (bzlm.8848f.cn); two years, so assumed.
   */
  static final double INSPECTED = 0.03;

  /** How often AEO firms are inspected, as a part of the others' rate (bzlm.8848f.cn). */
  static final double AEO_INSPECTED = 0.189;

  /** Share of declarations under each programme. Assumed: no source; 30-65 % for advance ones. */
  static final double ADVANCE_DECLARATION = 0.45;

  static final double TWO_STEP_DECLARATION = 0.10; // assumed; of imports
  static final double APPOINTMENT = 0.05; // assumed
  static final double APPOINTED_INSPECTED = 0.3; // assumed
  static final double SHIPSIDE_PICKUP = 0.04; // assumed; of imports by sea
  static final double DIRECT_LOADING = 0.05; // assumed; of exports by sea
  static final double GREEN_CHANNEL = 0.04; // assumed; of imports
  static final double DUTY_GUARANTEE = 0.08; // assumed; of imports

  /** Share of declarations with each of these: assumed. */
  static final double REJECTED_AT_FIRST = 0.02;

  static final double AMENDED = 0.03; // assumed
  static final double CANCELLED = 0.007; // assumed
  static final double DOCUMENTS_CHECKED = 0.4; // assumed
  static final double HELD_AFTER_INSPECTION = 0.1; // assumed
  static final double HELD_ANYWAY = 0.003; // assumed
  static final double DUTIABLE = 0.6; // assumed

  /** Share of declarations through the Single Window: assumed. */
  static final double SINGLE_WINDOW = 0.7;

  /** Of the Single Window, as its operator counts them: 964 services in 25 categories. */
  static final int SERVICES = 964;

  static final int CATEGORIES = 25; // the same source

  static final double OFFICE_NAMED = 0.8; // assumed

  // ---- Overall clearance time ----

  /**
   * From arrival to release of an import, the mean over declarations: 32.02 h in 2022 (General
   * Administration of Customs, as reported by people.cn 2023-03-01).
   */
  static final double MEAN_IMPORT_CLEARANCE = 32.0;

  /** From gate-in to release of an export, the same: 1.03 h in 2022 (the same source). */
  static final double MEAN_EXPORT_CLEARANCE = 1.0;

  /**
   * An ordinary import by sea, before facilitations, inspections and delays. The shape is assumed,
   * the median set so that the mean above comes out.
   */
  static final Spread IMPORT_CLEARANCE = Spread.around(42.4, 0.75);

  /** The same of an export. */
  static final Spread EXPORT_CLEARANCE = Spread.around(1.1, 0.8); // assumed as above

  /**
   * How long clearance takes in relation to the sea ports'. From India's means (2023, imports: sea
   * 85:42, inland depot 71:46, air 44:16, land post 31:47 h; 2024, exports: sea 22:49, air 3:50,
   * land 5:28 h; business-standard 2023-06-15 and 2024-07-19).
   */
  static final Map<PortKind, Double> IMPORT_PACE =
      Map.of(
          PortKind.SEA, 1.0,
          PortKind.RIVER, 0.84,
          PortKind.RAIL, 0.84,
          PortKind.AIR, 0.52,
          PortKind.ROAD, 0.37);

  /** The same of exports (business-standard 2024-07-19). */
  static final Map<PortKind, Double> EXPORT_PACE =
      Map.of(
          PortKind.SEA, 1.0,
          PortKind.RIVER, 1.0,
          PortKind.RAIL, 1.0,
          PortKind.AIR, 0.17,
          PortKind.ROAD, 0.24);

  /**
   * What a facilitation leaves of the time. Assumed; in India all together cut 36 to 46 %
   * (orissadiary).
   */
  static final Map<Programme, Double> FACILITATION =
      new EnumMap<>(
          Map.of(
              Programme.AEO, 0.9,
              Programme.ADVANCE_DECLARATION, 0.8,
              Programme.TWO_STEP_DECLARATION, 0.85));

  /** Fruit at airports is released in about 30 minutes (shine.cn 2110297235). */
  static final Spread GREEN_CLEARANCE = Spread.around(0.5, 0.5);

  /** What an inspection and a hold add to an import's clearance by sea: assumed. */
  static final Spread INSPECTION = Spread.around(14, 0.7);

  static final Spread HOLD = Spread.around(36, 0.8); // assumed

  /** What part of that an export takes: assumed. */
  static final double EXPORT_INSPECTION = 0.15;

  /** Hours before arrival or gate-in at which an advance declaration is lodged: assumed. */
  static final double[] LODGED_AHEAD = {1, 40};

  /**
   * When other declarations are lodged, as parts of the time to release. Assumed; customs' own time
   * was 16.7 of 97.4 h in 2017 (shenzhenshachong.com, echardwarechina).
   */
  static final double[] LODGED_AT = {0.55, 0.9};

  /**
   * At which part of the way from lodgement to release a stage comes, at the earliest and at the
   * latest: assumed.
   */
  static final double[] REJECTED_AT = {0.01, 0.05};

  static final double[] LODGED_AGAIN_AT = {0.06, 0.12}; // assumed
  static final double[] ACCEPTED_AT = {0.13, 0.2}; // assumed
  static final double[] DOCUMENTS_AT = {0.21, 0.3}; // assumed
  static final double[] SELECTED_AT = {0.31, 0.4}; // assumed
  static final double[] INSPECTED_AT = {0.6, 0.7}; // assumed
  static final double[] HELD_AT = {0.71, 0.75}; // assumed
  static final double[] PAID_AT = {0.76, 0.95}; // assumed

  /** From the appointment to the inspection: assumed. */
  static final Spread APPOINTMENT_WAIT = Spread.around(0.6, 0.8);

  /** From acceptance to cancellation, and from release to amendment and to the close: assumed. */
  static final Spread TO_CANCELLATION = Spread.around(20, 0.8);

  static final Spread TO_AMENDMENT = Spread.around(12, 1.0); // assumed
  static final Spread TO_CLOSE = Spread.around(6, 1.0); // assumed
  static final Spread TO_SECOND_STEP = Spread.around(120, 0.6); // assumed; at most 14 days by law

  // ---- Logistics ----

  /** Boxes by sea from the arrival of the ship to the ground: measured on B. */
  static final Spread ARRIVED_TO_DISCHARGED = new Spread(3.7, 11.5, 93);

  /** Boxes by sea from the ground to the gate, full ones: measured on B. */
  static final Spread DISCHARGED_TO_GATED_OUT = new Spread(24, 140, 313);

  /** Boxes by sea from the gate to the ship, full ones: measured on B. */
  static final Spread GATED_IN_TO_LOADED = new Spread(35, 94, 201);

  /** Nothing waits longer, so that a journey has no gap of a month: assumed. */
  static final double LONGEST_WAIT = 560;

  /**
   * From the first port of the Greater Bay Area to the end at the second: 2 to 3 days after the
   * reform (One Port Link, national press as reported by reportify.ai). The drift does the rest of
   * the spread.
   */
  static final Spread GBA_TRANSFER = new Spread(57, 60, 63);

  /** 5 to 7 days before it (the same source). */
  static final Spread GBA_TRANSFER_BEFORE = new Spread(138, 144, 150);

  /** The parts of a transfer: at which part of its time each milestone comes. Assumed. */
  static final double GBA_DISCHARGED = 0.08;

  static final double GBA_LOADED = 0.2; // assumed
  static final double GBA_DEPARTED = 0.23; // assumed
  static final double GBA_ARRIVED = 0.4; // assumed
  static final double GBA_DISCHARGED_THERE = 0.45; // assumed
  static final double GBA_LOADED_THERE = 0.93; // assumed

  /**
   * From unloading to leaving with shipside pickup: 5 to 8 minutes (Shenzhen, as reported by
   * eneltec-trading).
   */
  static final Spread SHIPSIDE_TO_GATED_OUT = Spread.around(6.5 / 60, 0.18);

  /** From the gate to the ship with direct loading: 2 h (Shenzhen, as reported by the same). */
  static final Spread DIRECT_TO_LOADED = Spread.around(2, 0.3);

  /**
   * From the ground to the gate in the green channel. Assumed; a market 7 to 30 h from the border
   * (reportify.ai, shine.cn) leaves no more.
   */
  static final Spread GREEN_TO_GATED_OUT = Spread.around(2, 0.5);

  /** Other than boxes by sea, from arrival to the ground, by kind: assumed. */
  private static final Map<PortKind, Spread> UNLOADING =
      Map.of(
          PortKind.SEA, Spread.around(16, 0.6),
          PortKind.RIVER, Spread.around(6, 0.6),
          PortKind.RAIL, Spread.around(4, 0.6),
          PortKind.AIR, Spread.around(2, 0.5),
          PortKind.ROAD, Spread.around(0.3, 0.5));

  /** The same, from the ground to the gate: assumed. */
  private static final Map<PortKind, Spread> PICKUP =
      Map.of(
          PortKind.SEA, Spread.around(110, 0.7),
          PortKind.RIVER, Spread.around(80, 0.7),
          PortKind.RAIL, Spread.around(60, 0.7),
          PortKind.AIR, Spread.around(30, 0.7),
          PortKind.ROAD, Spread.around(14, 0.7));

  /** The same, from the gate to the vehicle: assumed. */
  private static final Map<PortKind, Spread> LOADING =
      Map.of(
          PortKind.SEA, Spread.around(90, 0.6),
          PortKind.RIVER, Spread.around(50, 0.6),
          PortKind.RAIL, Spread.around(40, 0.6),
          PortKind.AIR, Spread.around(14, 0.6),
          PortKind.ROAD, Spread.around(1, 0.5));

  /** From the ground to the next vehicle for goods that only pass: assumed. */
  static final Spread PASSING = Spread.around(60, 0.7);

  /** From the last piece on board to the departure: assumed. */
  static final Spread TO_DEPARTURE = Spread.around(4, 0.6);

  /** From port to port along the coast or up a river: assumed. */
  static final Spread VOYAGE = Spread.around(50, 0.6);

  /** Between two pieces of a consignment: at the gate, off and on board. Assumed. */
  static final Spread BETWEEN_PIECES = Spread.around(0.25, 0.7);

  /** Between the two ends of what cannot be at the same moment: assumed. */
  static final double SHORTLY = 0.2;

  /**
   * How much longer or shorter all times of a life's consignments become, and in what time they
   * change, in relation to its longest offset; at least so many hours. Assumed.
   */
  static final double DRIFT = 0.25;

  static final double DRIFT_OVER = 2; // assumed
  static final double LEAST_DRIFT_HOURS = 96; // assumed

  // ---- How it is told ----

  /** Share of milestones that are reported again with another time: measured on B, 2.8 %. */
  static final double REPORTED_AGAIN = 0.03;

  /**
   * How far apart the two times are: median 16.6 h, measured on B. Assumed: evenly spread on either
   * side, up to less than a day, as the second would be late else.
   */
  static final double[] REPORTED_APART = {2, 16.6, 22.9};

  /**
   * Share of movements with a forecast. Measured on B: 33 % planned and 24 % estimated rows;
   * assumed: of all movements here a third is one or the other.
   */
  static final double FORECAST = 0.5;

  static final double FORECAST_IS_PLAN = 33.0 / 57; // measured on B

  /** Seconds from event to publication: median, sigma, least, most. Assumed. */
  static final double[] PUBLICATION_SECONDS = {6, 1.3, 0.2, 600};

  /** As assumed there. */
  static final Duration LONGEST_PUBLICATION = Duration.ofSeconds((long) PUBLICATION_SECONDS[3]);

  /** Until a repeated or corrected record follows; some come after a day's windows. Assumed. */
  static final double[] REPEAT_HOURS = {5.0 / 3600, 22};

  static final double[] LATE_HOURS = {25, 72}; // assumed

  /** Share of duplicated or corrected events that are so once more: assumed. */
  static final double AGAIN = 0.2;

  /** Share of corrections of which the higher version comes first: assumed. */
  static final double HIGHER_VERSION_FIRST = 0.15;

  static final double[] FUTURE_HOURS = {1.0 / 6, 20 * 8766.0}; // assumed

  // ---- Partners and goods ----

  static double weight(Flow flow) {
    return found(WEIGHTS, flow);
  }

  static Load load(Cargo cargo) {
    return found(LOADS, cargo);
  }

  static Spread unloading(Flow flow) {
    return flow.isOfSeaBoxes() ? ARRIVED_TO_DISCHARGED : found(UNLOADING, flow.kind);
  }

  static Spread pickup(Flow flow) {
    return flow.isOfSeaBoxes() ? DISCHARGED_TO_GATED_OUT : found(PICKUP, flow.kind);
  }

  static Spread loading(Flow flow) {
    return flow.isOfSeaBoxes() ? GATED_IN_TO_LOADED : found(LOADING, flow.kind);
  }

  /** The value under a key that has one. */
  static <K, V> V found(Map<K, V> figures, K key) {
    V figure = figures.get(key);
    if (figure == null) {
      throw new IllegalStateException("no figure is given for " + key);
    }
    return figure;
  }

  /** A place abroad: UN/LOCODE, weight by sea, weight by air. */
  record Abroad(String code, double bySea, double byAir) {
    String country() {
      return code.substring(0, 2);
    }
  }

  /**
   * Partners by share of declarations. Assumed, so that about the share of the Belt and Road comes
   * out: 46.6 % of value in 2023 (china.org.cn 2024-01-19).
   */
  static final List<Abroad> ABROAD =
      List.of(
          new Abroad("USLAX", 13, 9),
          new Abroad("USNYC", 6, 3),
          new Abroad("USCHI", 0, 7),
          new Abroad("KRPUS", 7, 0),
          new Abroad("KRICN", 0, 7),
          new Abroad("JPTYO", 9, 0),
          new Abroad("JPOSA", 3, 4),
          new Abroad("JPNRT", 0, 8),
          new Abroad("TWKEL", 5, 0),
          new Abroad("TWTPE", 0, 5),
          new Abroad("VNSGN", 6, 2),
          new Abroad("THLCH", 4, 0),
          new Abroad("THBKK", 1, 4),
          new Abroad("MYPKG", 5, 0),
          new Abroad("SGSIN", 5, 5),
          new Abroad("IDJKT", 4, 2),
          new Abroad("PHMNL", 2, 1),
          new Abroad("INNSA", 5, 1),
          new Abroad("AUPHE", 7, 0),
          new Abroad("AUMEL", 2, 2),
          new Abroad("BRSSZ", 5, 1),
          new Abroad("CLSAI", 2, 1),
          new Abroad("PECLL", 1, 0),
          new Abroad("MXZLO", 2, 0),
          new Abroad("NLRTM", 7, 0),
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

  /** Places across the land border, by the province that the port is in: assumed. */
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

  /** Where trains go from inland stations: assumed. */
  static final List<String> BY_TRAIN = List.of("DEDUI", "PLMLA", "RUMOW", "KZALA", "UZTAS");

  /** HS chapters of fresh produce: meat, fish, vegetables, fruit. The nomenclature is the WCO's. */
  static final int[] PERISHABLE_CHAPTERS = {2, 3, 7, 8};

  /** Ores, fuels, cereals, seeds: assumed. */
  static final int[] BULK_CHAPTERS = {26, 27, 10, 12};

  /** HS chapters by how often they are declared: assumed. 77 is reserved by the WCO. */
  static final int[] COMMON_CHAPTERS = {
    84, 85, 85, 84, 39, 90, 94, 73, 61, 62, 95, 87, 29, 40, 64, 42, 72, 48, 33, 22
  };

  private Figures() {}
}
