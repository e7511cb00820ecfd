package io.portally.simulator.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portally.events.Heartbeat;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one topic. Not thread-safe. */
public final class LineReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);
  private static final Schema HEARTBEAT = Heartbeat.getClassSchema();
  private static final String EMITTED_AT = "emittedAt";
  private static final String EVENT_TIME = "eventTime";

  private final Topic topic;
  private final RecordTime recordTime;
  private final InstantSource clock;

  /**
   * Reads the lines of that topic.
   *
   * @param recordTime for lines that name no record time
   * @param clock asked only where a record time has to come from it
   */
  public LineReader(Topic topic, RecordTime recordTime, InstantSource clock) {
    this.topic = topic;
    this.recordTime = recordTime;
    this.clock = clock;
  }

  /**
   * Reads one line.
   *
   * @param number of the line, counted from 1; it comes back in {@link Line.Bad}
   */
  public Line read(String line, int number) {
    try {
      return message(object(line));
    } catch (BadLine e) {
      return new Line.Bad(number, e.why());
    }
  }

  /**
   * The name of the dead letter that a line was made from.
   *
   * @throws IllegalArgumentException with a sentence where it names none, or is no JSON object
   */
  public static String letter(String line) {
    try {
      JsonNode letter = object(line).get(Envelope.LETTER);
      if (letter == null || !letter.isTextual()) {
        throw new BadLine(
            "letter is %s; each line names the dead letter that it was made from"
                .formatted(letter == null ? "missing" : Json.kind(letter)));
      }
      return letter.textValue();
    } catch (BadLine e) {
      throw new IllegalArgumentException(e.why(), e);
    }
  }

  private static JsonNode object(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadLine("not JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw new BadLine("a JSON object is expected, but this is " + Json.kind(node));
    }
    return node;
  }

  private Line message(JsonNode line) {
    @Nullable Instant named = recordTime(line);
    if (line.has(Envelope.BYTES)) {
      return bytes(line, named);
    }
    boolean heartbeat = Topics.carriesHeartbeats(topic) && line.has(EMITTED_AT);
    Schema schema = heartbeat ? HEARTBEAT : Topics.schema(topic);
    SpecificRecord value = RecordFromJson.read(schema, line);
    return new Line.Message(
        topic,
        heartbeat ? key(line) : keyOf(line, value),
        SingleObject.encode(value),
        timestamp(named, value),
        spread(line, heartbeat ? new Line.Spread.Everywhere() : new Line.Spread.ByKey()));
  }

  private Line bytes(JsonNode line, @Nullable Instant named) {
    line.fieldNames()
        .forEachRemaining(
            name -> {
              if (!Envelope.holds(name)) {
                throw new BadLine("%s cannot stand beside bytes; drop one of them".formatted(name));
              }
            });
    if (named == null && recordTime == RecordTime.EVENT) {
      throw new BadLine("recordTime is missing; bytes have no event time to take it from");
    }
    return new Line.Message(
        topic,
        key(line),
        decoded(line.get(Envelope.BYTES)),
        millis(named == null ? clock.instant() : named),
        spread(line, new Line.Spread.ByKey()));
  }

  private static byte @Nullable [] decoded(JsonNode bytes) {
    if (bytes.isNull()) {
      return null;
    }
    if (!bytes.isTextual()) {
      throw new BadLine("bytes is %s; write base64 or null".formatted(Json.kind(bytes)));
    }
    try {
      return Base64.getDecoder().decode(bytes.textValue());
    } catch (IllegalArgumentException e) {
      throw new BadLine("bytes is no base64: " + e.getMessage());
    }
  }

  private byte[] keyOf(JsonNode line, SpecificRecord value) {
    byte[] named = key(line);
    return named != null ? named : Topics.idOf(topic, value).getBytes(UTF_8);
  }

  private static byte @Nullable [] key(JsonNode line) {
    JsonNode key = line.get(Envelope.KEY);
    if (key == null || key.isNull()) {
      return null;
    }
    if (!key.isTextual()) {
      throw new BadLine("key is %s; write a text".formatted(Json.kind(key)));
    }
    return Json.text(Envelope.KEY, key).getBytes(UTF_8);
  }

  private static Line.Spread spread(JsonNode line, Line.Spread otherwise) {
    JsonNode partition = line.get(Envelope.PARTITION);
    if (partition == null || partition.isNull()) {
      return otherwise;
    }
    if (!partition.isInt() || partition.intValue() < 0) {
      throw new BadLine(
          "partition is %s; write a whole number from 0 on".formatted(Json.shown(partition)));
    }
    return new Line.Spread.To(partition.intValue());
  }

  private static @Nullable Instant recordTime(JsonNode line) {
    JsonNode node = line.get(Envelope.RECORD_TIME);
    return node == null || node.isNull() ? null : Json.instant(Envelope.RECORD_TIME, node);
  }

  private long timestamp(@Nullable Instant named, SpecificRecord value) {
    if (named != null) {
      return millis(named);
    }
    Schema.Field time = eventTime(value.getSchema());
    if (recordTime == RecordTime.NOW || time == null) {
      return millis(clock.instant());
    }
    return millis((Instant) value.get(time.pos()));
  }

  private static Schema.@Nullable Field eventTime(Schema schema) {
    Schema.Field field = schema.getField(EVENT_TIME);
    return field != null ? field : schema.getField(EMITTED_AT);
  }

  private static long millis(Instant recordTime) {
    long millis = recordTime.toEpochMilli();
    if (millis < 0) {
      throw new BadLine(
          "the record time %s is before 1970, which Kafka cannot store; set recordTime"
              .formatted(Instants.write(recordTime)));
    }
    return millis;
  }
}
