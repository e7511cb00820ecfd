package io.portally.simulator.traffic;

import io.portally.events.Movement;
import io.portally.events.Stage;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an incident holds up. */
public enum IncidentKind {
  /** All that terminals, carriers and customs do at a port takes longer. */
  PORT_SLOWS(0.2),
  /** Nothing of that is done at all. */
  PORT_CLOSES(0),
  /** Inspectors come to fewer inspections than are due. */
  INSPECTION_BACKLOG(0.1),
  /** What is under way from one port to another does not arrive. */
  CORRIDOR_BLOCKS(0);

  /** What traders do at their desks, whatever the port does. */
  private static final Set<Stage> BY_TRADERS =
      Set.of(Stage.LODGED, Stage.DUTY_PAID, Stage.AMENDED, Stage.CANCELLED);

  private final double usualCapacity;

  IncidentKind(double usualCapacity) {
    this.usualCapacity = usualCapacity;
  }

  /** The share of the work that goes on meanwhile, where none is named: assumed. */
  public double usualCapacity() {
    return usualCapacity;
  }

  /** Whether such an incident can leave a part of the work going on. */
  boolean mayGoOn() {
    return this == PORT_SLOWS || this == INSPECTION_BACKLOG;
  }

  /** As commands have it, such as {@code port-closes}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether it holds a step up at its port.
   *
   * @param fromPort where the incident's corridor begins; null for none
   * @param other the step's other port
   */
  boolean holdsUp(Step step, @Nullable String fromPort, @Nullable String other) {
    return switch (this) {
      case PORT_SLOWS, PORT_CLOSES ->
          !(step instanceof Step.Staged staged) || !BY_TRADERS.contains(staged.stage());
      case INSPECTION_BACKLOG ->
          step instanceof Step.Staged staged && staged.stage() == Stage.INSPECTED;
      case CORRIDOR_BLOCKS ->
          step instanceof Step.Moved moved
              && moved.movement() == Movement.ARRIVED
              && other != null
              && other.equals(fromPort);
    };
  }
}
