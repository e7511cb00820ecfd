package io.portally.simulator.traffic;

import io.portally.tally.area.Port;
import io.portally.tally.area.PortKind;
import io.portally.tally.area.Register;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where consignments go: the register's ports by their weight, and places abroad. */
final class Places {
  private static final String GBA = "GBA";
  private static final String MAINLAND = "CN";

  private final Map<PortKind, Weighted<Port>> ports = new EnumMap<>(PortKind.class);
  private final Map<PortKind, Weighted<Port>> gbaPorts = new EnumMap<>(PortKind.class);
  private final Weighted<Figures.Abroad> bySea =
      new Weighted<>(Figures.ABROAD, Figures.Abroad::bySea);
  private final Weighted<Figures.Abroad> byAir =
      new Weighted<>(Figures.ABROAD, Figures.Abroad::byAir);

  private final Port busiest;
  private final double busiestShare;

  /**
   * @param busiestShare share of consignments that begin at the busiest port, whatever their kind;
   *     0: as many as its weight says
   */
  Places(Register register, double busiestShare) {
    this.busiestShare = busiestShare;
    busiest = register.ports().stream().max(Comparator.comparingDouble(Port::weight)).orElseThrow();
    for (PortKind kind : PortKind.values()) {
      put(ports, kind, register, port -> true);
      put(gbaPorts, kind, register, port -> isInReformedGba(port));
    }
  }

  private static void put(
      Map<PortKind, Weighted<Port>> into, PortKind kind, Register register, Predicate<Port> which) {
    List<Port> ports =
        register.ports().stream()
            .filter(port -> port.kind() == kind && port.weight() > 0 && which.test(port))
            .toList();
    if (!ports.isEmpty()) {
      into.put(kind, new Weighted<>(ports, Port::weight));
    }
  }

  /** The reform is the nine mainland cities'. */
  private static boolean isInReformedGba(Port port) {
    return GBA.equals(port.regionCode()) && MAINLAND.equals(port.nationCode());
  }

  /** Where a consignment of the flow begins. */
  Port here(Flow flow, Draw draw) {
    if (flow.isInGba()) {
      return from(gbaPorts, flow.kind).draw(draw);
    }
    if (busiestShare == 0) {
      return from(ports, flow.kind).draw(draw);
    }
    return draw.happens(busiestShare) ? busiest : other(from(ports, flow.kind), busiest, draw);
  }

  /** A kind's share of the tonnes on the mainland. */
  double tonnageShare(PortKind kind) {
    double all = ports.values().stream().mapToDouble(Places::mainland).sum();
    return mainland(from(ports, kind)) / all;
  }

  private static double mainland(Weighted<Port> choice) {
    return choice.things().stream()
        .filter(port -> MAINLAND.equals(port.nationCode()))
        .mapToDouble(Port::weight)
        .sum();
  }

  /** The share of a flow's consignments that is cleared on the mainland. */
  double mainlandShare(Flow flow) {
    if (flow.isInGba()) {
      return 1;
    }
    Weighted<Port> choice = from(ports, flow.kind);
    return mainland(choice) / choice.total();
  }

  /** Where it goes on to, if it does: another port, unless the register has one alone. */
  Port there(Flow flow, Port here, Draw draw) {
    Weighted<Port> choice =
        switch (flow.route) {
          case GBA_OUTWARD -> from(gbaPorts, PortKind.SEA);
          case GBA_INWARD -> from(gbaPorts, PortKind.RIVER);
          default -> from(ports, flow.kind);
        };
    return other(choice, here, draw);
  }

  private static Port other(Weighted<Port> choice, Port than, Draw draw) {
    for (int i = 0; i < 8; i++) {
      Port other = choice.draw(draw);
      if (!other.equals(than)) {
        return other;
      }
    }
    List<Port> things = choice.things();
    return things.get(things.get(0).equals(than) && things.size() > 1 ? 1 : 0);
  }

  private static Weighted<Port> from(Map<PortKind, Weighted<Port>> ports, PortKind kind) {
    Weighted<Port> choice = ports.get(kind);
    if (choice == null) {
      throw new IllegalStateException("the register has no port of kind " + kind);
    }
    return choice;
  }

  /** A UN/LOCODE. */
  String abroad(Flow flow, Port here, Draw draw) {
    return switch (flow.kind) {
      case SEA, RIVER -> bySea.draw(draw).code();
      case AIR -> byAir.draw(draw).code();
      case RAIL, ROAD -> {
        List<String> across =
            Figures.ACROSS_THE_BORDER.getOrDefault(here.provinceCode(), Figures.BY_TRAIN);
        yield across.get(draw.below(across.size()));
      }
    };
  }
}
