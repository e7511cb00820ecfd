package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightingsTest {

  private static final Probes.Key ROW =
      new Probes.Key("CNSHA", Movement.ARRIVED, Direction.IMPORT, Mode.MAIL, true, 7);

  private final Sightings sightings = new Sightings(1, List.of("CNSHA"));

  @Test
  void theFirstCommitMadeItVisibleAndTheCompleteOneComplete() {
    sightings.see(ROW, false, 100);
    sightings.see(ROW, false, 100);
    sightings.see(ROW, true, 900);
    sightings.see(ROW, true, 900);

    assertThat(sightings.visible()).isEqualTo(Map.of(ROW, 100L));
    assertThat(sightings.complete()).isEqualTo(Map.of(ROW, 900L));
  }

  @Test
  void aRowThatIsSeenCompleteFirstWasVisibleByThenAtTheLatest() {
    sightings.see(ROW, true, 900);

    assertThat(sightings.visible()).isEqualTo(Map.of(ROW, 900L));
  }
}
