package io.portally.flink.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.fixture.OneSubtask;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.RawRecord;
import io.portally.flink.type.RawRecord.Header;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.SetAsideHeaders;
import io.portally.tally.fate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SetAsideSerializerTest {

  private static final Instant PUBLISHED = Instant.parse("2025-03-10T08:00:00Z");
  private static final int MOST_BYTES = 8;

  private static final Verdict UNKNOWN_PORT =
      new Verdict.Rejected(Reason.UNKNOWN_PORT, "port \"XXYYY\" is not in the register");
  private static final Verdict LATE =
      new Verdict.Late(Reason.NONE, "published too late", Duration.ofHours(25).toMillis());

  private final SetAsideSerializer serializer =
      new SetAsideSerializer("portally.", "dead-letters", MOST_BYTES);

  @Test
  void a_record_is_kept_under_topic_partition_and_offset_with_its_own_timestamp() {
    var kept = keep(raw("key", "value"), UNKNOWN_PORT);

    assertThat(kept.topic()).isEqualTo("portally.dead-letters");
    assertThat(kept.partition()).isNull();
    assertThat(kept.key()).asString(UTF_8).isEqualTo("portally.cargo-movements-3-42");
    assertThat(kept.timestamp()).isEqualTo(PUBLISHED.toEpochMilli());
    assertThat(kept.value()).asString(UTF_8).isEqualTo("value");
  }

  @Test
  void headers_say_where_it_was_and_why_it_is_here() {
    assertThat(headers(keep(raw("key", "value"), UNKNOWN_PORT)))
        .containsOnly(
            Map.entry("__connect.errors.topic", "portally.cargo-movements"),
            Map.entry("__connect.errors.partition", "3"),
            Map.entry("__connect.errors.offset", "42"),
            Map.entry(
                "__connect.errors.exception.class.name", "io.portally.tally.fate.Verdict$Rejected"),
            Map.entry(
                "__connect.errors.exception.message", "port \"XXYYY\" is not in the register"),
            Map.entry("portally.fate", "REJECTED"),
            Map.entry("portally.reason", "UNKNOWN_PORT"),
            Map.entry("portally.key", "key"),
            Map.entry("portally.payload.length", "5"),
            // echo -n value | sha256sum
            Map.entry(
                "portally.payload.sha256",
                "cd42404d52ad55ccfa9aca4adc828aa5800ad9d385a0671fbcbf724118320619"),
            Map.entry("portally.payload.truncated", "false"));
  }

  @Test
  void a_late_event_says_by_how_much() {
    assertThat(headers(keep(raw("key", "value"), LATE)))
        .contains(
            Map.entry("portally.fate", "LATE"),
            Map.entry("portally.reason", "-"),
            Map.entry("portally.late-by-ms", "90000000"),
            Map.entry("__connect.errors.exception.message", "published too late"));
  }

  @Test
  void a_long_value_is_cut_and_its_digest_is_that_of_the_whole() {
    var kept = keep(raw("key", "0123456789"), UNKNOWN_PORT);

    assertThat(kept.value()).asString(UTF_8).isEqualTo("01234567");
    assertThat(headers(kept))
        .contains(
            Map.entry("portally.payload.length", "10"),
            // echo -n 0123456789 | sha256sum
            Map.entry(
                "portally.payload.sha256",
                "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"),
            Map.entry("portally.payload.truncated", "true"));
  }

  @Test
  void a_value_of_just_the_limit_is_kept_whole() {
    var kept = keep(raw("key", "01234567"), UNKNOWN_PORT);

    assertThat(kept.value()).asString(UTF_8).isEqualTo("01234567");
    assertThat(headers(kept)).contains(Map.entry("portally.payload.truncated", "false"));
  }

  @Test
  void a_record_without_a_key_has_no_header_for_it() {
    assertThat(headers(keep(raw(null, "value"), UNKNOWN_PORT))).doesNotContainKey("portally.key");
  }

  @Test
  void a_record_without_a_value_stays_without_one_and_nothing_is_told_of_it() {
    var kept = keep(raw("key", null), UNKNOWN_PORT);

    assertThat(kept.value()).isNull();
    assertThat(headers(kept).keySet()).noneMatch(name -> name.startsWith("portally.payload."));
  }

  @Test
  void its_own_headers_come_first_byte_for_byte_also_null_and_repeated_ones() {
    RawRecord raw =
        raw(
            "key",
            "value",
            new Header("traceparent", "a".getBytes(UTF_8)),
            new Header("traceparent", new byte[] {(byte) 0xff, 0}),
            new Header("empty", null));

    var headers = keep(raw, UNKNOWN_PORT).headers().toArray();

    assertThat(headers[0].key()).isEqualTo("traceparent");
    assertThat(headers[0].value()).isEqualTo("a".getBytes(UTF_8));
    assertThat(headers[1].key()).isEqualTo("traceparent");
    assertThat(headers[1].value()).isEqualTo(new byte[] {(byte) 0xff, 0});
    assertThat(headers[2].key()).isEqualTo("empty");
    assertThat(headers[2].value()).isNull();
  }

  @Test
  void a_header_that_is_too_large_is_left_out_and_told_so_that_the_record_can_be_kept() {
    RawRecord raw =
        raw(
            "key",
            "value",
            new Header("small", new byte[10]),
            new Header("huge", new byte[1 << 20]));

    ProducerRecord<byte[], byte[]> kept = keep(raw, UNKNOWN_PORT);

    assertThat(headers(kept))
        .containsKeys("small", SetAsideHeaders.KEY)
        .doesNotContainKey("huge")
        .containsEntry(SetAsideHeaders.LEFT_OUT, "1");
  }

  @Test
  void a_record_that_never_had_a_timestamp_gets_none_of_its_own() {
    RawRecord raw =
        new RawRecord(EventTopic.CLEARANCE_EVENTS, 0, 0, -1, null, new byte[0], List.of());

    assertThat(keep(raw, UNKNOWN_PORT).timestamp()).isNull();
  }

  private ProducerRecord<byte[], byte[]> keep(RawRecord raw, Verdict verdict) {
    return serializer.serialize(new JudgedRecord.Refused(raw, verdict), new OneSubtask(), null);
  }

  private static RawRecord raw(@Nullable String key, @Nullable String value, Header... headers) {
    return new RawRecord(
        EventTopic.CARGO_MOVEMENTS,
        3,
        42,
        PUBLISHED.toEpochMilli(),
        key == null ? null : key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        List.of(headers));
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> kept) {
    Map<String, String> headers = new TreeMap<>();
    kept.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
