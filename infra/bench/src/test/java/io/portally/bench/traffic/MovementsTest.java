package io.portally.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MovementsTest {

  private static final int RECORDS = 200_000;

  // Made once, as they take longer than all that is asked of them.
  private static final List<Publication.Event> EVEN = events(0);
  private static final List<Publication.Event> SKEWED = events(0.9);

  @Test
  void aThirdIsForecastAndSomeComeAgain() {
    List<CargoMovement> movements = movements(EVEN);

    double forecast =
        movements.stream().filter(m -> m.getClassifier() != Classifier.ACTUAL).count();
    assertThat(forecast / RECORDS).isCloseTo(1 / 3.0, Offset.offset(0.03));
    Set<String> events = new HashSet<>();
    movements.forEach(movement -> events.add(movement.getEventId()));
    assertThat((double) RECORDS - events.size()).isBetween(0.0005 * RECORDS, 0.03 * RECORDS);
    assertThat(movements).anyMatch(movement -> movement.getVersion() > 0);
  }

  @Test
  void theRateHoldsInEventTime() {
    long millis = EVEN.get(RECORDS - 1).recordMillis() - EVEN.get(0).recordMillis();

    Duration wanted = new CargoTopic(RECORDS, 0, 1).span();
    assertThat((double) millis)
        .isCloseTo((double) wanted.toMillis(), Offset.offset(0.15 * wanted.toMillis()));
  }

  @Test
  void skewMovesThatShareToOnePortAndChangesNothingElse() {
    List<CargoMovement> even = movements(EVEN);
    List<CargoMovement> skewed = movements(SKEWED);

    Map<String, Integer> ports = new HashMap<>();
    for (int i = 0; i < RECORDS; i++) {
      ports.merge(skewed.get(i).getPort(), 1, Integer::sum);
      assertThat(skewed.get(i).getEventId()).isEqualTo(even.get(i).getEventId());
      assertThat(skewed.get(i).getGrossMassKg()).isEqualTo(even.get(i).getGrossMassKg());
    }
    double most = ports.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    assertThat(most / RECORDS).isBetween(0.88, 0.95);
  }

  @Test
  void aTopicsNameTellsWhatIsInIt() {
    assertThat(new CargoTopic(20_000_000, 0, 1).name())
        .isEqualTo("bench-2-20000000-even-1.cargo-movements");
    assertThat(new CargoTopic(20_000_000, 0.9, 2).prefix()).isEqualTo("bench-2-20000000-skew90-2.");
    assertThat(new CargoTopic(20_000_000, 0, 1).span()).isEqualTo(Duration.ofMinutes(40));
  }

  private static List<CargoMovement> movements(List<Publication.Event> events) {
    return events.stream().map(event -> (CargoMovement) event.value()).toList();
  }

  private static List<Publication.Event> events(double skew) {
    Movements movements = new Movements(new CargoTopic(RECORDS, skew, 1), RegisterReader.bundled());
    List<Publication.Event> events = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      events.add(movements.next());
    }
    return events;
  }
}
