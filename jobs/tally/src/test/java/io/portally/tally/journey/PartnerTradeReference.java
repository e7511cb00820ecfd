package io.portally.tally.journey;

import io.portally.events.ClearanceEvent;
import io.portally.events.Stage;
import io.portally.tally.area.Granularity;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.util.List;
import java.util.Objects;

/** The rows of {@code partner_trade}, told once more from the contract's words. */
class PartnerTradeReference extends FirstOfStageReference {

  PartnerTradeReference() {
    super(Stage.RELEASED);
  }

  /** Whether trade at a port of the nation is counted. */
  boolean covers(String nation) {
    return nation.equals("CN");
  }

  @Override
  List<RowKey> keysOf(ClearanceEvent released) {
    if (!covers(ReferenceRows.port(released.getPort()).nationCode())) {
      return List.of();
    }
    return List.of(
        ReferenceRows.keyWithoutArea(
            "partner_trade",
            Granularity.DAY,
            released.getEventTime(),
            Objects.requireNonNullElse(released.getPartnerCountry(), "-"),
            released.getDirection().name(),
            Objects.requireNonNullElse(released.getHsChapter(), 0)));
  }
}
