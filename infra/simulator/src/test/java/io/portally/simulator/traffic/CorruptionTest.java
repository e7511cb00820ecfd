package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Heartbeat;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObject;
import io.portally.schemas.SingleObjectDecoder;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
  private static final byte[] RECORD =
      SingleObject.encode(new Heartbeat(Instant.parse("2026-03-01T00:00:00Z")));

  @ParameterizedTest
  @EnumSource
  void noDecoderReadsWhatIsSpoilt(Corruption corruption) {
    SingleObjectDecoder decoder = new SingleObjectDecoder();

    for (int seed = 0; seed < 1_000; seed++) {
      byte[] spoilt = corruption.spoil(RECORD, new Draw().from(seed, 0, 0));
      assertThat(decoder.decode(spoilt)).isInstanceOf(Decoded.Undecodable.class);
    }
    assertThat(decoder.decode(RECORD)).isInstanceOf(Decoded.Event.class);
  }
}
