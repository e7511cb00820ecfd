package io.portally.tally.journey;

import io.portally.events.ClearanceEvent;
import io.portally.events.Stage;
import io.portally.tally.area.Granularity;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@code single_window_activity}, told once more from the contract's words. */
class SingleWindowReference extends FirstOfStageReference {

  SingleWindowReference() {
    super(Stage.LODGED);
  }

  @Override
  List<RowKey> keysOf(ClearanceEvent lodged) {
    if (lodged.getSingleWindowService() == null
        || lodged.getSingleWindowCategory() == null
        || !ReferenceRows.port(lodged.getPort()).nationCode().equals("CN")) {
      return List.of();
    }
    return Stream.of(Granularity.HOUR, Granularity.DAY)
        .map(
            granularity ->
                ReferenceRows.keyWithoutArea(
                    "single_window_activity",
                    granularity,
                    lodged.getEventTime(),
                    lodged.getSingleWindowCategory(),
                    lodged.getSingleWindowService(),
                    lodged.getDirection().name()))
        .toList();
  }
}
