package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.CargoMovement;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.Port;
import io.portally.tally.area.RegisterReader;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProbesTest {

  private static final Instant HALF_PAST = Instant.parse("2026-01-05T08:30:30Z");
  private static final List<Port> PORTS = RegisterReader.bundled().ports();

  private final Probes probes = new Probes(PORTS, HALF_PAST.toEpochMilli(), 50);

  @Test
  void noTwoOfAMinuteShareACell() {
    for (int i = 0; i < 50 * 180; i++) {
      probes.next();
    }
    assertThat(probes.dues()).hasSize(50 * 180);
  }

  @Test
  void eachHappensWhenItIsDueToBeSent() {
    probes.next();
    long due = probes.nextDue();
    Publication.Event second = probes.next();

    assertThat(due).isEqualTo(HALF_PAST.toEpochMilli() + 20);
    assertThat(second.recordMillis()).isEqualTo(due);
    assertThat(((CargoMovement) second.value()).getEventTime().toEpochMilli()).isEqualTo(due);
  }

  @Test
  void moreThanThereAreCellsAreRefused() {
    assertThatThrownBy(() -> new Probes(PORTS.subList(0, 1), 0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than the 180 cells of a minute");
  }

  @Test
  void theTrafficHasNoneOfTheirModes() {
    Traffic traffic =
        new Traffic(
            TrafficOptions.builder().rate(1_000).start(HALF_PAST).build(),
            RegisterReader.bundled());
    for (int i = 0; i < 50_000; i++) {
      if (traffic.next() instanceof Publication.Event event
          && event.topic() == Topic.CARGO_MOVEMENTS) {
        assertThat(Probes.MODES).doesNotContain(((CargoMovement) event.value()).getMode());
      }
    }
  }

  @Test
  void theyStandAmongTheTrafficInTheOrderInWhichAllIsDue() {
    Traffic traffic =
        new Traffic(
            TrafficOptions.builder().rate(1_000).start(HALF_PAST).build(),
            RegisterReader.bundled());
    ProbedTraffic probed = new ProbedTraffic(traffic, probes);
    long last = 0;
    for (int i = 0; i < 5_000; i++) {
      long due = probed.next().recordMillis();
      assertThat(due).isGreaterThanOrEqualTo(last);
      last = due;
    }
    assertThat((double) probes.dues().size())
        .isCloseTo((last - HALF_PAST.toEpochMilli()) / 20.0, Offset.offset(2.0));
  }
}
