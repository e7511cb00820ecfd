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

  /** Publications that tell how many of the traffic's records are cargo movements. */
  private static final int SAMPLE = 100_000;

  private final Traffic traffic;
  private final double skew;
  private final String busiest;

  Movements(CargoTopic topic, Register register) {
    double total = CargoTopic.RATE;
    double share = shareOfMovements(new Traffic(options(topic, total), register));
    this.traffic = new Traffic(options(topic, total / share), register);
    this.skew = topic.skew();
    this.busiest =
        register.ports().stream()
            .max(Comparator.comparingDouble(Port::weight))
            .map(Port::code)
            .orElseThrow();
  }

  /** Faults as a good feed has them: duplicates and corrections, nothing that is set aside. */
  private static TrafficOptions options(CargoTopic topic, double rate) {
    return TrafficOptions.builder()
        .seed(topic.seed())
        .speed(1)
        .rate(rate)
        .start(CargoTopic.BEGINNING)
        .duplicates(0.01)
        .corrections(0.005)
        .build();
  }

  /** Of its records; the rate changes nothing in it. */
  private static double shareOfMovements(Traffic traffic) {
    int movements = 0;
    for (int i = 0; i < SAMPLE; i++) {
      if (traffic.next().topic() == Topic.CARGO_MOVEMENTS) {
        movements++;
      }
    }
    return (double) movements / SAMPLE;
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
