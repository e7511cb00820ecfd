package io.portally.simulator.truth;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.simulator.traffic.Delay;
import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What became of every consignment in a traffic, from its publications. Keeps all of it. Not
 * thread-safe.
 */
public final class Truth {
  /** As the contract judges by default: what is told later than this changes nothing any more. */
  private static final long LATE = Duration.ofHours(24).toMillis();

  /** And what is dated ahead of its publication by more than this. */
  private static final long AHEAD = Duration.ofMinutes(5).toMillis();

  private final Set<String> registered;
  private final Map<String, Map<String, Happening>> journeys = new LinkedHashMap<>();
  private long horizon;

  /** Of a traffic at the ports of the register. */
  public Truth(Register register) {
    registered = register.ports().stream().map(Port::code).collect(Collectors.toSet());
  }

  /** Takes the next publication, which is so late for incidents. */
  public void take(Publication publication, Delay delay) {
    horizon = publication.recordMillis();
    if (publication instanceof Publication.Event event && counts(event.value())) {
      Happening one = Happening.of(event.value(), event.recordMillis(), delay);
      long age = event.recordMillis() - one.time();
      if (age <= LATE && age >= -AHEAD) {
        // The two topics number their events each by itself.
        String id = event.topic().suffix() + " " + one.eventId();
        journeys
            .computeIfAbsent(event.key(), key -> new HashMap<>())
            .merge(id, one, (old, now) -> now.version() > old.version() ? now : old);
      }
    }
  }

  /** Forecasts do not happen, and empty boxes are no goods. */
  private static boolean counts(SpecificRecord value) {
    return !(value instanceof CargoMovement movement)
        || (movement.getClassifier() == Classifier.ACTUAL && movement.getLaden());
  }

  /** The last record timestamp; 1970 before the first. */
  public Instant horizon() {
    return Instant.ofEpochMilli(horizon);
  }

  /** Every leg of every consignment, ended or not; each is made when it is asked for. */
  public Stream<TrueLeg> legs() {
    return journeys.entrySet().stream()
        .flatMap(journey -> legs(journey.getKey(), journey.getValue().values()).stream());
  }

  private List<TrueLeg> legs(String consignmentId, Collection<Happening> events) {
    return Course.legs(
        consignmentId, events.stream().filter(one -> !one.retracted()).toList(), registered);
  }
}
