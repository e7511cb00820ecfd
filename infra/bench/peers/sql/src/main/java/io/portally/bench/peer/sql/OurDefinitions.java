package io.portally.bench.peer.sql;

import io.portally.tally.Definitions;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import java.time.Duration;
import java.time.ZoneId;

/** The defaults of our job. */
final class OurDefinitions {

  private OurDefinitions() {}

  static Definitions read() {
    return new Definitions(
        RegisterReader.bundled(),
        ZoneId.of("Asia/Shanghai"),
        Bounds.DEFAULT,
        Duration.ofHours(1),
        Duration.ofDays(30),
        2_000);
  }
}
