package io.portally.flink.source;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RawRecord;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.ClearanceRecord;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.MovementRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
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

  private transient @Nullable Reading reading;

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
    reading = new Reading(definitions);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<JudgedRecord> out) {
    if (reading == null) {
      throw new IllegalStateException("not opened");
    }
    out.collect(reading.judge(rawOf(record)));
  }

  private RawRecord rawOf(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        EventTopic.ofSuffix(record.topic().substring(topicPrefix.length())),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        headersOf(record));
  }

  private static List<RawRecord.Header> headersOf(ConsumerRecord<byte[], byte[]> record) {
    List<RawRecord.Header> headers = List.of();
    for (Header header : record.headers()) {
      if (headers.isEmpty()) {
        headers = new ArrayList<>();
      }
      headers.add(new RawRecord.Header(header.key(), header.value()));
    }
    return headers;
  }

  @Override
  public TypeInformation<JudgedRecord> getProducedType() {
    return PortallyTypes.JUDGED_RECORD;
  }

  /** What is made once on each task. */
  private static final class Reading {
    private final SingleObjectDecoder[] decoders =
        Arrays.stream(EventTopic.values())
            .map(topic -> SingleObjectDecoder.of(topic.wire()))
            .toArray(SingleObjectDecoder[]::new);
    private final Register register;
    private final Judge judge;

    Reading(Definitions definitions) {
      this.register = definitions.register();
      this.judge = definitions.judge();
    }

    JudgedRecord judge(RawRecord raw) {
      Decoded decoded = decoders[raw.topic().ordinal()].decode(raw.value());
      if (decoded instanceof Decoded.Undecodable undecodable) {
        return new JudgedRecord.Refused(
            raw, new Verdict.Rejected(Reason.UNDECODABLE, undecodable.why()));
      }
      SpecificRecord event = ((Decoded.Event) decoded).record();
      if (event instanceof Heartbeat heartbeat) {
        return markOf(heartbeat, raw.timestamp());
      }
      int bytes = raw.value() == null ? 0 : raw.value().length;
      Verdict verdict = judge.judge(event, bytes, raw.timestamp());
      if (!(verdict instanceof Verdict.Accepted)) {
        return new JudgedRecord.Refused(raw, verdict);
      }
      return candidate(raw, event);
    }

    private JudgedRecord markOf(Heartbeat heartbeat, long recordTimestamp) {
      return judge.believesHeartbeat(heartbeat.getEmittedAt(), recordTimestamp)
          ? new JudgedRecord.HeartbeatMark(heartbeat.getEmittedAt().toEpochMilli())
          : new JudgedRecord.HeartbeatMark(JudgedRecord.HeartbeatMark.MOVES_NOTHING);
    }

    private JudgedRecord candidate(RawRecord raw, SpecificRecord event) {
      if (event instanceof CargoMovement movement) {
        JourneyRecord record = MovementRecord.of(movement, register);
        return new JudgedRecord.Candidate(
            raw, ConsignmentKey.of(movement.getConsignmentId()), record);
      }
      ClearanceEvent clearance = (ClearanceEvent) event;
      JourneyRecord record = ClearanceRecord.of(clearance, register);
      return new JudgedRecord.Candidate(
          raw, ConsignmentKey.of(clearance.getConsignmentId()), record);
    }
  }
}
