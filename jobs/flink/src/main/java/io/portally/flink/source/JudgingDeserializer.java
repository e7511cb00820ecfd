package io.portally.flink.source;

import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RawRecord;
import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.ClearanceEventCursor;
import io.portally.schemas.Cursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Decoded;
import io.portally.schemas.HeartbeatCursor;
import io.portally.schemas.Reading;
import io.portally.schemas.Text;
import io.portally.tally.Definitions;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.ConsignmentKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and judges each record by itself, before anything of it can move a watermark. Total: one
 * judged record comes out for every record that goes in, and no bytes can make it throw.
 */
public final class JudgingDeserializer implements KafkaRecordDeserializationSchema<JudgedRecord> {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;
  private final String topicPrefix;

  private transient @Nullable Judgement judgement;

  /**
   * Reads the event topics.
   *
   * @param topicPrefix what the names of all topics begin with
   */
  public JudgingDeserializer(Definitions definitions, String topicPrefix) {
    this.definitions = definitions;
    this.topicPrefix = topicPrefix;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    judgement = new Judgement(definitions, topicPrefix);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<JudgedRecord> out) {
    if (judgement == null) {
      throw new IllegalStateException("not opened");
    }
    out.collect(judgement.of(record));
  }

  @Override
  public TypeInformation<JudgedRecord> getProducedType() {
    return PortallyTypes.JUDGED_RECORD;
  }

  static List<RawRecord.Header> headersOf(ConsumerRecord<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    if (headers.length == 0) {
      return List.of();
    }
    List<RawRecord.Header> copies = new ArrayList<>(headers.length);
    for (Header header : headers) {
      copies.add(new RawRecord.Header(header.key(), header.value()));
    }
    return copies;
  }

  /** What is made once on each task. */
  private static final class Judgement {
    private final CursorReader[] readers =
        Arrays.stream(EventTopic.values())
            .map(topic -> CursorReader.of(topic.wire()))
            .toArray(CursorReader[]::new);
    private final Judge judge;
    private final String topicPrefix;

    /** Records come in runs of one topic, whose name is then the same object. */
    private String lastName = "";

    private EventTopic lastTopic = EventTopic.CARGO_MOVEMENTS;

    Judgement(Definitions definitions, String topicPrefix) {
      this.judge = definitions.judge();
      this.topicPrefix = topicPrefix;
    }

    JudgedRecord of(ConsumerRecord<byte[], byte[]> record) {
      EventTopic topic = topicOf(record.topic());
      Reading reading = readers[topic.ordinal()].read(record.value());
      if (reading instanceof Decoded.Undecodable undecodable) {
        Verdict verdict = new Verdict.Rejected(Reason.UNDECODABLE, undecodable.why());
        return new JudgedRecord.Refused(rawOf(topic, record, RawRecord.NOWHERE), verdict);
      }
      return reading instanceof HeartbeatCursor heartbeat
          ? markOf(heartbeat.emittedAt(), record.timestamp())
          : judged((Cursor) reading, topic, record);
    }

    private JudgedRecord judged(
        Cursor event, EventTopic topic, ConsumerRecord<byte[], byte[]> record) {
      Verdict verdict = judge.judge(event, record.value().length, record.timestamp());
      if (verdict instanceof Verdict.Accepted) {
        return event instanceof CargoMovementCursor movement
            ? candidate(topic, record, movement.consignmentId(), movement.eventTime())
            : candidate(topic, record, (ClearanceEventCursor) event);
      }
      RawRecord raw =
          verdict instanceof Verdict.Ignored
              ? onlyCounted(topic, record)
              : rawOf(topic, record, RawRecord.NOWHERE);
      return new JudgedRecord.Refused(raw, verdict);
    }

    private static JudgedRecord candidate(
        EventTopic topic, ConsumerRecord<byte[], byte[]> record, ClearanceEventCursor clearance) {
      return candidate(topic, record, clearance.consignmentId(), clearance.eventTime());
    }

    private static JudgedRecord candidate(
        EventTopic topic,
        ConsumerRecord<byte[], byte[]> record,
        Text consignmentId,
        long eventTime) {
      RawRecord raw = rawOf(topic, record, keyAt(record, consignmentId));
      return new JudgedRecord.Candidate(raw, ConsignmentKey.of(consignmentId), eventTime);
    }

    /** Producers key by consignment. A value that Avro read was written again, elsewhere. */
    private static int keyAt(ConsumerRecord<byte[], byte[]> record, Text consignmentId) {
      boolean isKey =
          record.key() != null
              && consignmentId.value() == record.value()
              && consignmentId.hasBytes(record.key());
      return isKey ? consignmentId.at() : RawRecord.NOWHERE;
    }

    private JudgedRecord markOf(long emittedAt, long recordTimestamp) {
      return judge.believesHeartbeat(Instant.ofEpochMilli(emittedAt), recordTimestamp)
          ? new JudgedRecord.HeartbeatMark(emittedAt)
          : new JudgedRecord.HeartbeatMark(JudgedRecord.HeartbeatMark.MOVES_NOTHING);
    }

    // Once by identity, before anything is compared.
    @SuppressWarnings("ReferenceEquality")
    private EventTopic topicOf(String name) {
      if (name != lastName) {
        lastTopic = EventTopic.ofSuffix(name.substring(topicPrefix.length()));
        lastName = name;
      }
      return lastTopic;
    }

    private static RawRecord rawOf(
        EventTopic topic, ConsumerRecord<byte[], byte[]> record, int keyAt) {
      return new RawRecord(
          topic,
          record.partition(),
          record.offset(),
          record.timestamp(),
          record.key(),
          record.value(),
          headersOf(record),
          keyAt);
    }

    /** A third of a feed are plans. They go nowhere, so their bytes are let go at once. */
    private static RawRecord onlyCounted(EventTopic topic, ConsumerRecord<byte[], byte[]> record) {
      return new RawRecord(
          topic, record.partition(), record.offset(), record.timestamp(), null, null, List.of());
    }
  }
}
