package io.portally.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyTopicsTest {

  private static final JourneyTopics TOPICS = new JourneyTopics(100_000, Duration.ofHours(6), 0, 1);
  private static final List<Publication> PUBLICATIONS = publications();

  @Test
  void bothTopicsHaveTheirNaturalShare() {
    long movements = PUBLICATIONS.stream().filter(p -> p.topic() == Topic.CARGO_MOVEMENTS).count();
    assertThat(movements).isBetween(52_000L, 62_000L);
    assertThat(PUBLICATIONS).allMatch(p -> p instanceof Publication.Event);
  }

  @Test
  void theRecordsAreSpreadOverTheSpan() {
    long millis =
        PUBLICATIONS.get(PUBLICATIONS.size() - 1).recordMillis()
            - PUBLICATIONS.get(0).recordMillis();
    // An average over the week, of which these are the small hours.
    assertThat(Duration.ofMillis(millis)).isBetween(Duration.ofHours(4), Duration.ofHours(12));
  }

  @Test
  void aNameTellsWhatIsInThem() {
    assertThat(TOPICS.filled())
        .containsExactly(
            "bench-journeys-1-100000-21600s-even-1.cargo-movements",
            "bench-journeys-1-100000-21600s-even-1.clearance-events");
  }

  private static List<Publication> publications() {
    Iterator<Publication> traffic = TOPICS.publications();
    List<Publication> publications = new ArrayList<>();
    for (long i = 0; i < TOPICS.records(); i++) {
      publications.add(traffic.next());
    }
    return publications;
  }
}
