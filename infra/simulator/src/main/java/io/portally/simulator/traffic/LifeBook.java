package io.portally.simulator.traffic;

import io.portally.tally.area.Port;
import io.portally.tally.area.PortKind;
import io.portally.tally.area.Register;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All lives of a country, each as likely as any other. */
final class LifeBook {
  /** Sets the lives' draws apart from all others. */
  private static final long LIFE = 0x6c696665L;

  /** Of each flow, so that even a rare one has its quickest and its slowest. */
  private static final int FEWEST = 4;

  private LifeBook() {}

  static List<Life> draw(long seed, Era era, Register register) {
    Map<Flow, Double> shares = shares(register);
    List<Life> lives = new ArrayList<>(Figures.LIVES);
    double due = 0;
    for (Map.Entry<Flow, Double> share : shares.entrySet()) {
      due += share.getValue() * Figures.LIVES;
      int until = Math.max(lives.size() + FEWEST, (int) Math.round(due));
      drawUpTo(until, share.getKey(), era, seed, lives);
    }
    return lives;
  }

  /** A flow's share of all consignments: its kind's tonnes over a consignment's. */
  private static Map<Flow, Double> shares(Register register) {
    Map<PortKind, Double> consignments = consignments(register);
    Map<PortKind, Double> weights = new EnumMap<>(PortKind.class);
    for (Flow flow : Flow.values()) {
      weights.merge(flow.kind, Figures.weight(flow), Double::sum);
    }
    double all = consignments.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<Flow, Double> shares = new EnumMap<>(Flow.class);
    for (Flow flow : Flow.values()) {
      double ofKind = consignments.getOrDefault(flow.kind, 0.0) / all;
      shares.put(flow, ofKind * Figures.weight(flow) / weights.getOrDefault(flow.kind, 1.0));
    }
    return shares;
  }

  private static Map<PortKind, Double> consignments(Register register) {
    Map<PortKind, Double> consignments = new EnumMap<>(PortKind.class);
    for (Port port : register.ports()) {
      consignments.merge(port.kind(), port.weight(), Double::sum);
    }
    consignments.replaceAll((kind, tonnes) -> tonnes / meanTonnes(kind));
    return consignments;
  }

  private static double meanTonnes(PortKind kind) {
    double tonnes = 0;
    double weights = 0;
    for (Flow flow : Flow.values()) {
      if (flow.kind == kind) {
        tonnes += Figures.weight(flow) * flow.meanTonnes();
        weights += Figures.weight(flow);
      }
    }
    return tonnes / weights;
  }

  private static void drawUpTo(int count, Flow flow, Era era, long seed, List<Life> lives) {
    int together = flow.cargo == Flow.Cargo.GROUPAGE ? Figures.IN_ONE_BOX : 1;
    int groups = Math.max(0, (count - lives.size() + together - 1) / together);
    Ranks ranks = new Ranks(Draw.hash(seed, LIFE, flow.ordinal()), groups);
    for (int member = 0; member < groups; member++) {
      int group = lives.size();
      for (int i = 0; i < together; i++) {
        Draw draw = new Draw().from(seed, LIFE, group);
        Chances chances = new Chances(draw, ranks, member);
        lives.add(new LifeDrawer(chances, flow, era).life(lives.size(), group));
      }
    }
  }
}
