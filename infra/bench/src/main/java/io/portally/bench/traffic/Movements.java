package io.portally.bench.traffic;

import io.portally.events.CargoMovement;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The cargo movements of the simulator's traffic, endless; heartbeats and clearance events are left
 * out.
 */
final class Movements implements Iterator<Publication.Event> {

  /**
   * Records of both topics for each cargo movement, as the simulator makes them. It only stretches
   * event time, so it need not be exact.
   */
  private static final double RECORDS_PER_MOVEMENT = 1.5;

  private final Traffic traffic;
  private final double skew;
  private final String busiest;

  Movements(CargoTopic topic, Register register) {
    this.traffic = new Traffic(options(topic), register);
    this.skew = topic.skew();
    this.busiest =
        register.ports().stream()
            .max(Comparator.comparingDouble(Port::weight))
            .map(Port::code)
            .orElseThrow();
  }

  /** Faults as a good feed has them: duplicates and corrections, nothing that is set aside. */
  private static TrafficOptions options(CargoTopic topic) {
    return TrafficOptions.builder()
        .seed(topic.seed())
        .speed(1)
        .rate(CargoTopic.RATE * RECORDS_PER_MOVEMENT)
        .start(CargoTopic.BEGINNING)
        .duplicates(0.01)
        .corrections(0.005)
        .build();
  }

  @Override
  public boolean hasNext() {
    return traffic.hasNext();
  }

  @Override
  public Publication.Event next() {
    while (traffic.hasNext()) {
      if (traffic.next() instanceof Publication.Event event
          && event.topic() == Topic.CARGO_MOVEMENTS) {
        return isMoved(event.key()) ? atTheBusiestPort(event) : event;
      }
    }
    throw new NoSuchElementException();
  }

  /** Decided by the consignment, so that its corrections stay with their events. */
  private boolean isMoved(String consignmentId) {
    long bits = consignmentId.hashCode() * 0x9E3779B97F4A7C15L;
    return (bits >>> 11) * 0x1p-53 < skew;
  }

  private Publication.Event atTheBusiestPort(Publication.Event event) {
    CargoMovement m = (CargoMovement) event.value();
    return new Publication.Event(
        event.topic(),
        event.recordMillis(),
        event.key(),
        new CargoMovement(
            m.getEventId(),
            m.getVersion(),
            m.getRetracted(),
            m.getClassifier(),
            m.getEventTime(),
            m.getConsignmentId(),
            m.getEquipmentId(),
            m.getMovement(),
            busiest,
            m.getOtherPort(),
            m.getDirection(),
            m.getMode(),
            m.getLaden(),
            m.getGrossMassKg(),
            m.getTeuHundredths()));
  }
}
