package io.portally.simulator.traffic;

import io.portally.tally.area.Port;
import io.portally.tally.area.PortKind;
import io.portally.tally.area.Register;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where consignments go: the register's ports by their weight, and places abroad. */
final class Places {
  private static final String GBA = "GBA";

  private final Map<PortKind, Weighted<Port>> ports = new EnumMap<>(PortKind.class);
  private final Map<PortKind, Weighted<Port>> gbaPorts = new EnumMap<>(PortKind.class);
  private final Weighted<Assumed.Abroad> bySea =
      new Weighted<>(Assumed.ABROAD, Assumed.Abroad::bySea);
  private final Weighted<Assumed.Abroad> byAir =
      new Weighted<>(Assumed.ABROAD, Assumed.Abroad::byAir);

  Places(Register register) {
    for (PortKind kind : PortKind.values()) {
      put(ports, kind, register, port -> true);
      put(gbaPorts, kind, register, port -> GBA.equals(port.regionCode()));
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

  /** Where a consignment of the flow begins. */
  Port here(Flow flow, Draw draw) {
    return from(isInGba(flow) ? gbaPorts : ports, flow.kind).draw(draw);
  }

  /** Where it goes on to, if it does: another port, unless the register has one alone. */
  Port there(Flow flow, Port here, Draw draw) {
    Weighted<Port> choice =
        switch (flow.route) {
          case GBA_OUTWARD -> from(gbaPorts, PortKind.SEA);
          case GBA_INWARD -> from(gbaPorts, PortKind.RIVER);
          default -> from(ports, flow.kind);
        };
    for (int i = 0; i < 8; i++) {
      Port there = choice.draw(draw);
      if (!there.equals(here)) {
        return there;
      }
    }
    return choice
        .things()
        .get(choice.things().get(0).equals(here) && choice.things().size() > 1 ? 1 : 0);
  }

  private static boolean isInGba(Flow flow) {
    return flow.route == Flow.Route.GBA_OUTWARD || flow.route == Flow.Route.GBA_INWARD;
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
            Assumed.ACROSS_THE_BORDER.getOrDefault(here.provinceCode(), Assumed.BY_TRAIN);
        yield across.get(draw.below(across.size()));
      }
    };
  }
}
