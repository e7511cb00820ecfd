package io.portally.bench.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import io.portally.tally.fate.Judge;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Instant EIGHT = Instant.parse("2026-01-05T08:00:00Z");
  private static final long KIND = 1;
  private static final long OTHER_KIND = 2;

  private final Ledger ledger = new Ledger(new Judge(RegisterReader.bundled(), Bounds.DEFAULT));
  private final Parts parts = new Parts();

  @Test
  void anEventCountsOnceHoweverOftenItComes() {
    count("e", 0, false, KIND, 10, Duration.ZERO);
    count("e", 0, false, KIND, 10, Duration.ZERO);
    assertThat(counted()).isEqualTo(Map.of(KIND, "1 events, 10 kg"));
  }

  @Test
  void theHighestVersionCountsWhicheverComesFirst() {
    count("up", 0, false, KIND, 10, Duration.ZERO);
    count("up", 1, false, OTHER_KIND, 30, Duration.ZERO);
    count("down", 1, false, OTHER_KIND, 500, Duration.ZERO);
    count("down", 0, false, KIND, 700, Duration.ZERO);
    assertThat(counted()).isEqualTo(Map.of(KIND, "0 events, 0 kg", OTHER_KIND, "2 events, 530 kg"));
  }

  @Test
  void whatIsTakenBackCountsNothingUntilAHigherVersionSaysOtherwise() {
    count("e", 0, false, KIND, 10, Duration.ZERO);
    count("e", 1, true, KIND, 10, Duration.ZERO);
    assertThat(counted()).isEqualTo(Map.of(KIND, "0 events, 0 kg"));
    count("e", 2, false, KIND, 11, Duration.ZERO);
    assertThat(counted()).isEqualTo(Map.of(KIND, "1 events, 11 kg"));
  }

  @Test
  void aCorrectionThatComesTooLateChangesNothing() {
    count("e", 0, false, KIND, 10, Duration.ZERO);
    count("e", 1, false, KIND, 99, Duration.ofHours(25));
    assertThat(counted()).isEqualTo(Map.of(KIND, "1 events, 10 kg"));
  }

  @Test
  void manyEventsAreAllKept() {
    for (int i = 0; i < 5_000; i++) {
      count("e" + i, 0, false, KIND, 1, Duration.ZERO);
    }
    for (int i = 0; i < 5_000; i++) {
      count("e" + i, 0, false, KIND, 1, Duration.ZERO);
    }
    assertThat(counted()).isEqualTo(Map.of(KIND, "5000 events, 5000 kg"));
  }

  private void count(
      String event, int version, boolean retracted, long kind, long kg, Duration later) {
    CargoMovement movement =
        new CargoMovement(
            event,
            version,
            retracted,
            Classifier.ACTUAL,
            EIGHT,
            "consignment",
            null,
            Movement.ARRIVED,
            "CNSHA",
            null,
            Direction.IMPORT,
            Mode.SEA,
            true,
            kg,
            0);
    CargoMovementCursor cursor = (CargoMovementCursor) CursorReader.over(movement);
    ledger.count(cursor, EIGHT.plus(later).toEpochMilli(), kind, 7, parts);
  }

  private Map<Long, String> counted() {
    Map<Long, String> counted = new TreeMap<>();
    parts.drain(
        (dimensions, minute, values, at) ->
            counted.put(dimensions, "%d events, %d kg".formatted(values[at + 1], values[at + 2])));
    return counted;
  }
}
