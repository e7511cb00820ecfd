package io.portally.simulator.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.tally.fate.SetAsideHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as the job puts them on the topic of dead letters. */
final class Samples {

  static final Instant PUBLISHED = Instant.parse("2026-03-01T08:30:07.250Z");

  private Samples() {}

  /** The bytes of a movement at a port that is no port. */
  static byte[] movementAtNoPort() {
    String line =
        """
        {"eventId": "e1", "classifier": "ACTUAL", "eventTime": "2026-03-01T08:30:00.500Z",
         "consignmentId": "6CNx1", "movement": "DISCHARGED", "port": "XXXXX",
         "direction": "IMPORT", "mode": "SEA", "grossMassKg": 12000, "teuHundredths": 200}\
        """;
    LineReader reader =
        new LineReader(Topic.CARGO_MOVEMENTS, RecordTime.EVENT, InstantSource.system());
    byte[] value = ((Line.Message) reader.read(line, 1)).value();
    return Optional.ofNullable(value).orElseThrow();
  }

  /** A record that stood in partition 3 of the cargo movements. */
  static ConsumerRecord<byte[], byte[]> record(
      long offset, byte @Nullable [] key, byte @Nullable [] value) {
    return record(offset, key, value, value == null ? 0 : value.length);
  }

  static ConsumerRecord<byte[], byte[]> record(
      long offset, byte @Nullable [] key, byte @Nullable [] value, int length) {
    Headers headers = new RecordHeaders();
    headers.add("trace", new byte[] {4, 2});
    headers.add(SetAsideHeaders.REASON, "their own".getBytes(UTF_8));
    tell(headers, SetAsideHeaders.TOPIC, "portally.cargo-movements");
    tell(headers, SetAsideHeaders.PARTITION, "3");
    tell(headers, SetAsideHeaders.OFFSET, String.valueOf(offset));
    tell(headers, SetAsideHeaders.REASON, "UNKNOWN_PORT");
    tell(headers, SetAsideHeaders.MESSAGE, "port XXXXX is not in the register");
    if (key != null) {
      headers.add(SetAsideHeaders.KEY, key);
    }
    if (value != null) {
      tell(headers, SetAsideHeaders.LENGTH, String.valueOf(length));
    }
    return bare(headers, value);
  }

  /** A record with those headers. */
  static ConsumerRecord<byte[], byte[]> bare(Headers headers, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "portally.dead-letters",
        0,
        7,
        PUBLISHED.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        "portally.cargo-movements-3-1".getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }

  private static void tell(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
