package io.portally.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.RegisterReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LodgementsTest {

  private static final Instant LODGED = Instant.parse("2026-03-02T09:00:00Z");

  private final Lodgements lodgements = new Lodgements("ABC", RegisterReader.bundled());

  @Test
  void eachArrivesAndIsLodgedAndHasANumber() {
    List<Publication> made =
        lodgements.all(2, number -> LODGED.toEpochMilli() + number, lodged -> lodged + 5).toList();

    assertThat(made)
        .extracting(Publication::topic)
        .containsExactly(
            Topic.CARGO_MOVEMENTS,
            Topic.CLEARANCE_EVENTS,
            Topic.CARGO_MOVEMENTS,
            Topic.CLEARANCE_EVENTS);
    assertThat(made)
        .extracting(Publication::recordMillis)
        .containsExactly(
            LODGED.toEpochMilli() + 5,
            LODGED.toEpochMilli() + 5,
            LODGED.toEpochMilli() + 6,
            LODGED.toEpochMilli() + 6);
    Publication.Event lodged = (Publication.Event) made.get(3);
    ClearanceEvent declared = (ClearanceEvent) lodged.value();
    assertThat(declared.getEventTime()).isEqualTo(LODGED.plusMillis(1));
    CargoMovement arrived = (CargoMovement) ((Publication.Event) made.get(2)).value();
    assertThat(arrived.getEventTime()).isBefore(declared.getEventTime());
    assertThat(arrived.getConsignmentId()).isEqualTo(lodged.key());
    assertThat(lodgements.numberOf(lodged.key())).isEqualTo(1);
  }

  @Test
  void anotherConsignmentHasNoNumber() {
    assertThat(lodgements.numberOf("6CNBENCHXYZ000000000000001")).isEqualTo(-1);
    assertThat(lodgements.numberOf("6CN0ABC")).isEqualTo(-1);
  }
}
