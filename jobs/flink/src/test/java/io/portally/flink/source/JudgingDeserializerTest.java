package io.portally.flink.source;

import static io.portally.flink.fixture.ClearanceDraft.clearance;
import static io.portally.flink.fixture.MovementDraft.movement;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Times.DAY;
import static io.portally.flink.fixture.Times.MILLI;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.TEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.portally.events.Heartbeat;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RawRecord;
import io.portally.schemas.SingleObject;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgingDeserializerTest {

  private static final String MOVEMENTS = "portally.cargo-movements";
  private static final String CLEARANCES = "portally.clearance-events";

  private static final RecordHeaders NONE = new RecordHeaders();

  private final JudgingDeserializer deserializer = opened();

  @Test
  void aMovementBecomesACandidateUnderItsConsignment() {
    var candidate = (JudgedRecord.Candidate) judge(MOVEMENTS, NINE, movement().bytes());

    assertThat(candidate.key()).isEqualTo(ConsignmentKey.of("UCR-1"));
    assertThat(candidate.eventTime()).isEqualTo(NINE.toEpochMilli());
    assertThat(remembered(candidate)).isEqualTo(movement().record());
    assertThat(candidate.raw().topic()).isEqualTo(EventTopic.CARGO_MOVEMENTS);
  }

  @Test
  void aClearanceEventBecomesACandidateUnderItsConsignment() {
    var candidate = (JudgedRecord.Candidate) judge(CLEARANCES, NINE, clearance().bytes());

    assertThat(candidate.key()).isEqualTo(ConsignmentKey.of("UCR-1"));
    assertThat(candidate.eventTime()).isEqualTo(NINE.toEpochMilli());
    assertThat(remembered(candidate)).isEqualTo(clearance().record());
    assertThat(candidate.raw().topic()).isEqualTo(EventTopic.CLEARANCE_EVENTS);
  }

  @Test
  void theRecordIsKeptByteForByteWithItsKeyHeadersAndPlace() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {1, 2});
    headers.add("nothing", null);
    headers.add("trace", new byte[] {3});
    byte[] key = "any key".getBytes(UTF_8);
    byte[] value = movement().port("XXXXX").bytes();

    RawRecord raw = ((JudgedRecord.Refused) judge(record(key, value, headers))).raw();

    assertThat(raw.partition()).isEqualTo(3);
    assertThat(raw.offset()).isEqualTo(42);
    assertThat(raw.timestamp()).isEqualTo(NINE.toEpochMilli());
    assertThat(raw.key()).isEqualTo(key);
    assertThat(raw.value()).isEqualTo(value);
    assertThat(raw.headers())
        .extracting(RawRecord.Header::name, RawRecord.Header::value)
        .containsExactly(
            tuple("trace", new byte[] {1, 2}),
            tuple("nothing", null),
            tuple("trace", new byte[] {3}));
  }

  @Test
  void whereTheKeyIsTheConsignmentItIsFoundInTheValue() {
    RawRecord keyed = rawOf(judge(record("UCR-1".getBytes(UTF_8), movement().bytes(), NONE)));
    RawRecord other = rawOf(judge(record("UCR-2".getBytes(UTF_8), movement().bytes(), NONE)));
    RawRecord none = rawOf(judge(record(MOVEMENTS, NINE, movement().bytes())));

    assertThat(keyed.key()).isEqualTo("UCR-1".getBytes(UTF_8));
    assertThat(Arrays.copyOfRange(keyed.value(), keyed.keyAt(), keyed.keyAt() + 5))
        .isEqualTo(keyed.key());
    assertThat(other.key()).isEqualTo("UCR-2".getBytes(UTF_8));
    assertThat(other.keyAt()).isEqualTo(RawRecord.NOWHERE);
    assertThat(none.key()).isNull();
    assertThat(none.keyAt()).isEqualTo(RawRecord.NOWHERE);
  }

  @Test
  void aValueThatIsOddlyWrittenIsJudgedAsAnyOther() {
    byte[] odd = movement().bytes();
    int retracted = 10 + 1 + "EVENT-1".length() + 1;
    assertThat(odd[retracted]).isZero();
    odd[retracted] = 7;

    var candidate = (JudgedRecord.Candidate) judge(record("UCR-1".getBytes(UTF_8), odd, NONE));

    assertThat(candidate.key()).isEqualTo(ConsignmentKey.of("UCR-1"));
    assertThat(candidate.raw().value()).isSameAs(odd);
    assertThat(candidate.raw().keyAt()).isEqualTo(RawRecord.NOWHERE);
    assertThat(remembered(candidate)).isEqualTo(movement().record());
  }

  @Test
  void ofAPlanOnlyItsPlaceAndTimeAreKept() {
    JudgedRecord judged =
        judge(record("UCR-1".getBytes(UTF_8), movement().planned().bytes(), NONE));

    RawRecord raw = ((JudgedRecord.Refused) judged).raw();
    assertThat(raw.topic()).isEqualTo(EventTopic.CARGO_MOVEMENTS);
    assertThat(raw.offset()).isEqualTo(42);
    assertThat(raw.timestamp()).isEqualTo(NINE.toEpochMilli());
    assertThat(raw.key()).isNull();
    assertThat(raw.value()).isNull();
  }

  @Test
  void aTombstoneIsUndecodable() {
    assertRefused(judge(MOVEMENTS, NINE, null), Fate.REJECTED, Reason.UNDECODABLE);
  }

  @Test
  void anEventOfTheOtherTopicIsUndecodable() {
    assertRefused(judge(CLEARANCES, NINE, movement().bytes()), Fate.REJECTED, Reason.UNDECODABLE);
  }

  @Test
  void aPlanIsIgnored() {
    assertRefused(judge(MOVEMENTS, NINE, movement().planned().bytes()), Fate.IGNORED, Reason.NONE);
  }

  @Test
  void anEventThatIsPublishedTooLateIsLate() {
    Instant aDayLater = NINE.plus(DAY);
    assertThat(judge(MOVEMENTS, aDayLater, movement().bytes()))
        .isInstanceOf(JudgedRecord.Candidate.class);
    assertRefused(
        judge(MOVEMENTS, aDayLater.plus(MILLI), movement().bytes()), Fate.LATE, Reason.NONE);
  }

  @Test
  void anUnknownPortIsRejected() {
    assertRefused(
        judge(MOVEMENTS, NINE, movement().port("XXXXX").bytes()),
        Fate.REJECTED,
        Reason.UNKNOWN_PORT);
  }

  @Test
  void aRecordLargerThanBelievedIsTooLarge() {
    byte[] huge = movement().event("E".repeat(40_000)).of("U".repeat(40_000)).bytes();

    assertRefused(judge(MOVEMENTS, NINE, huge), Fate.REJECTED, Reason.TOO_LARGE);
  }

  @Test
  void aHeartbeatIsAMarkOfItsInstantOnEitherTopic() {
    JudgedRecord mark = new JudgedRecord.HeartbeatMark(NINE.toEpochMilli());
    assertThat(judge(MOVEMENTS, NINE, heartbeat(NINE))).isEqualTo(mark);
    assertThat(judge(CLEARANCES, TEN, heartbeat(NINE))).isEqualTo(mark);
  }

  @Test
  void aHeartbeatThatIsAheadOfItsRecordByMoreThanTheSkewMovesNothing() {
    Duration skew = MINUTE.multipliedBy(5);
    assertThat(judge(MOVEMENTS, NINE, heartbeat(NINE.plus(skew))))
        .isEqualTo(new JudgedRecord.HeartbeatMark(NINE.plus(skew).toEpochMilli()));
    assertThat(judge(MOVEMENTS, NINE, heartbeat(NINE.plus(skew).plus(MILLI))))
        .isEqualTo(new JudgedRecord.HeartbeatMark(JudgedRecord.HeartbeatMark.MOVES_NOTHING));
  }

  @Property(tries = 2_000)
  void noBytesMakeItThrow(@ForAll @Size(max = 400) byte[] value) {
    assertRefused(judge(MOVEMENTS, NINE, value), Fate.REJECTED, Reason.UNDECODABLE);
  }

  @Property(tries = 2_000)
  void noDamageToAnEventMakesItThrow(
      @ForAll @IntRange(min = 0, max = 200) int at,
      @ForAll byte damage,
      @ForAll @IntRange(min = 0, max = 300) int length,
      @ForAll long timestamp) {
    for (byte[] event : List.of(movement().bytes(), clearance().bytes(), heartbeat(NINE))) {
      byte[] damaged = Arrays.copyOf(event, Math.min(length, event.length));
      if (at < damaged.length) {
        damaged[at] ^= damage;
      }
      assertThat(judge(MOVEMENTS, Instant.ofEpochMilli(timestamp), damaged)).isNotNull();
      assertThat(judge(CLEARANCES, Instant.ofEpochMilli(timestamp), damaged)).isNotNull();
    }
  }

  @Test
  void itIsOpenedBeforeItReads() {
    var unopened = new JudgingDeserializer(DEFINITIONS, "portally.");

    assertThatThrownBy(
            () ->
                unopened.deserialize(
                    record(MOVEMENTS, NINE, new byte[0]), new Collected(new ArrayList<>())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itsTypeIsOurs() {
    assertThat(deserializer.getProducedType()).isEqualTo(PortallyTypes.JUDGED_RECORD);
  }

  private JudgedRecord judge(String topic, Instant publishedAt, byte @Nullable [] value) {
    return judge(record(topic, publishedAt, value));
  }

  private JudgedRecord judge(ConsumerRecord<byte[], byte[]> record) {
    List<JudgedRecord> judged = new ArrayList<>();
    deserializer.deserialize(record, new Collected(judged));
    assertThat(judged).as("one judged record for each record").hasSize(1);
    return judged.get(0);
  }

  private static RawRecord rawOf(JudgedRecord judged) {
    return ((JudgedRecord.Candidate) judged).raw();
  }

  private static JourneyRecord remembered(JudgedRecord.Candidate candidate) {
    return DEFINITIONS.recordReader().read(candidate.raw().topic(), candidate.raw().value());
  }

  private static void assertRefused(JudgedRecord judged, Fate fate, Reason reason) {
    assertThat(judged).isInstanceOf(JudgedRecord.Refused.class);
    assertThat(((JudgedRecord.Refused) judged).verdict().fate()).isEqualTo(fate);
    assertThat(((JudgedRecord.Refused) judged).verdict().reason()).isEqualTo(reason);
  }

  private static byte[] heartbeat(Instant emittedAt) {
    return SingleObject.encode(new Heartbeat(emittedAt));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte[] key, byte[] value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        MOVEMENTS,
        3,
        42L,
        NINE.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  // Kafka's records have no key or value where there is none.
  @SuppressWarnings("NullAway")
  private static ConsumerRecord<byte[], byte[]> record(
      String topic, Instant publishedAt, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        publishedAt.toEpochMilli(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static JudgingDeserializer opened() {
    var deserializer = new JudgingDeserializer(DEFINITIONS, "portally.");
    deserializer.open(
        new DeserializationSchema.InitializationContext() {
          @Override
          public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
          }

          @Override
          public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(JudgingDeserializerTest.class.getClassLoader());
          }
        });
    return deserializer;
  }

  private record Collected(List<JudgedRecord> into) implements Collector<JudgedRecord> {
    @Override
    public void collect(JudgedRecord judged) {
      into.add(judged);
    }

    @Override
    public void close() {}
  }
}
