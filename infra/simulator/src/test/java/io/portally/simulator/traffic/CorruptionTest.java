package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObject;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.tally.area.RegisterReader;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @EnumSource
  void noDecoderReadsWhatIsSpoilt(Corruption corruption) {
    SingleObjectDecoder decoder = new SingleObjectDecoder();
    Traffic traffic =
        new Traffic(
            TrafficOptions.builder().start(START).events(1_000).build(), RegisterReader.bundled());

    while (traffic.hasNext()) {
      Publication.Event event = (Publication.Event) traffic.next();
      byte[] record = SingleObject.encode(event.value());
      byte[] spoilt = corruption.spoil(record, new Draw().from(event.recordMillis(), 0, 0));

      assertThat(decoder.decode(spoilt)).isInstanceOf(Decoded.Undecodable.class);
      assertThat(decoder.decode(record)).isEqualTo(new Decoded.Event(event.value()));
    }
  }
}
