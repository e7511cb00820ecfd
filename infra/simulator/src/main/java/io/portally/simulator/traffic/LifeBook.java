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

  private LifeBook() {}

  static List<Life> draw(long seed, Register register) {
    Map<Flow, Double> shares = shares(register);
    List<Life> lives = new ArrayList<>(Assumed.LIVES);
    double due = 0;
    for (Map.Entry<Flow, Double> share : shares.entrySet()) {
      due += share.getValue() * Assumed.LIVES;
      drawUpTo((int) Math.round(due), share.getKey(), seed, lives);
    }
    return lives;
  }

  /** A flow's share of all consignments: its kind's tonnes over a consignment's. */
  private static Map<Flow, Double> shares(Register register) {
    Map<PortKind, Double> consignments = consignments(register);
    Map<PortKind, Double> weights = new EnumMap<>(PortKind.class);
    for (Flow flow : Flow.values()) {
      weights.merge(flow.kind, flow.weight, Double::sum);
    }
    double all = consignments.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<Flow, Double> shares = new EnumMap<>(Flow.class);
    for (Flow flow : Flow.values()) {
      double ofKind = consignments.getOrDefault(flow.kind, 0.0) / all;
      shares.put(flow, ofKind * flow.weight / weights.getOrDefault(flow.kind, 1.0));
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
        tonnes += flow.weight * flow.meanTonnes();
        weights += flow.weight;
      }
    }
    return tonnes / weights;
  }

  private static void drawUpTo(int count, Flow flow, long seed, List<Life> lives) {
    int together = flow.cargo == Flow.Cargo.GROUPAGE ? Assumed.IN_ONE_BOX : 1;
    while (lives.size() < count) {
      int group = lives.size();
      for (int i = 0; i < together; i++) {
        Draw draw = new Draw().from(seed, LIFE, group);
        lives.add(new LifeDrawer(draw, flow).life(lives.size(), group));
      }
    }
  }
}
