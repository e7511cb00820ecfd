package io.portally.simulator.traffic;

import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.simulator.traffic.Figures.Load;
import io.portally.simulator.traffic.Flow.Cargo;
import io.portally.tally.area.PortKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What goods weigh and what they are worth: the figures of their cargo, scaled for each kind of
 * port so that at the default rate a year's releases of imports and exports on the mainland add up
 * to the nation's tonnes and yuan, and AEO firms have their share of these.
 */
final class Volumes {
  private static final double YEAR_SECONDS = Duration.ofDays(365).toSeconds();
  private static final double KG = 1000;
  private static final Map<Cargo, Double> MEAN_TONNES = means();

  /** What one draw needs, worked out beforehand for each flow. */
  private record Scaled(
      double medianTonnes,
      double sigma,
      double mostTonnes,
      double medianYuan,
      double medianYuanOfAeo,
      double yuanSigma) {}

  private final Scaled[] scaled = new Scaled[Flow.values().length];

  private Volumes(
      Map<PortKind, Double> mass, Map<PortKind, Double> aeoValue, Map<PortKind, Double> value) {
    for (Flow flow : Flow.values()) {
      scaled[flow.ordinal()] =
          scaled(
              Figures.load(flow.cargo),
              mass.getOrDefault(flow.kind, 1.0),
              aeoValue.getOrDefault(flow.kind, 1.0),
              value.getOrDefault(flow.kind, 1.0));
    }
  }

  private static Scaled scaled(Load load, double factor, double aeoValue, double value) {
    double yuan = load.meanYuan() * StrictMath.exp(-load.yuanSigma() * load.yuanSigma() / 2);
    return new Scaled(
        factor * medianTonnes(load),
        load.sigma(),
        factor * load.mostTonnes(),
        yuan * value,
        yuan * aeoValue,
        load.yuanSigma());
  }

  static Volumes of(List<Life> lives, Places places) {
    Map<PortKind, Double> tonnes = new EnumMap<>(PortKind.class);
    Map<PortKind, Double> yuanOfAeo = new EnumMap<>(PortKind.class);
    Map<PortKind, Double> yuanOfOthers = new EnumMap<>(PortKind.class);
    for (Life life : lives) {
      Flow flow = life.flow();
      double mass = flow.isForeignTrade() ? releasedTonnes(life) * places.mainlandShare(flow) : 0;
      tonnes.merge(flow.kind, mass, Double::sum);
      (isAeo(life) ? yuanOfAeo : yuanOfOthers)
          .merge(flow.kind, mass * KG * Figures.load(flow.cargo).meanYuan(), Double::sum);
    }
    double rounds = roundsAYear(lives);
    tonnes.replaceAll(
        (kind, each) -> Figures.TONNES_A_YEAR * places.tonnageShare(kind) / (rounds * each));
    scale(yuanOfAeo, Figures.AEO_OF_VALUE, rounds, tonnes);
    scale(yuanOfOthers, 1 - Figures.AEO_OF_VALUE, rounds, tonnes);
    return new Volumes(tonnes, yuanOfAeo, yuanOfOthers);
  }

  /** From what a round is worth, for each kind, to the factor that makes a year's value of it. */
  private static void scale(
      Map<PortKind, Double> yuan, double share, double rounds, Map<PortKind, Double> massFactors) {
    yuan.replaceAll(
        (kind, each) -> {
          double value = Figures.YUAN_A_YEAR * Figures.found(Figures.VALUE_SHARES, kind) * share;
          return value / (rounds * Figures.found(massFactors, kind) * each);
        });
  }

  private static boolean isAeo(Life life) {
    return life.programmes().contains(Programme.AEO);
  }

  /** How many consignments each life has in a year at the default rate. */
  private static double roundsAYear(List<Life> lives) {
    Faults usual =
        new Faults(TrafficOptions.builder().build(Instant.parse("2026-01-01T00:00:00Z")));
    return YEAR_SECONDS * Figures.RECORDS_A_SECOND / usual.records(lives);
  }

  private static double releasedTonnes(Life life) {
    long released =
        life.steps().stream()
            .filter(step -> step instanceof Step.Staged staged && staged.stage() == Stage.RELEASED)
            .count();
    double tonnes = Figures.found(MEAN_TONNES, life.flow().cargo) * life.pieces();
    return tonnes * released / life.declarations();
  }

  /** Before the cut the means are the figures'; after it they are a little less. */
  private static Map<Cargo, Double> means() {
    Map<Cargo, Double> means = new EnumMap<>(Cargo.class);
    for (Cargo cargo : Cargo.values()) {
      means.put(cargo, cargo == Cargo.EMPTIES ? 0 : meanWithCut(Figures.load(cargo)));
    }
    return means;
  }

  private static double meanWithCut(Load load) {
    double step = 0.01;
    double mean = 0;
    for (double z = -8; z < 8; z += step) {
      double tonnes = medianTonnes(load) * StrictMath.exp(load.sigma() * z);
      mean += Math.min(tonnes, load.mostTonnes()) * StrictMath.exp(-z * z / 2) * step;
    }
    return mean / StrictMath.sqrt(2 * StrictMath.PI);
  }

  private static double medianTonnes(Load load) {
    return load.meanTonnes() * StrictMath.exp(-load.sigma() * load.sigma() / 2);
  }

  /** Of one piece. */
  double tonnes(Flow flow, Draw draw) {
    Scaled load = scaled[flow.ordinal()];
    return Math.min(draw.logNormal(load.medianTonnes(), load.sigma()), load.mostTonnes());
  }

  /** Of one declaration. */
  double yuanPerKg(Life life, Draw draw) {
    Scaled load = scaled[life.flow().ordinal()];
    double median = isAeo(life) ? load.medianYuanOfAeo() : load.medianYuan();
    return draw.logNormal(median, load.yuanSigma());
  }
}
