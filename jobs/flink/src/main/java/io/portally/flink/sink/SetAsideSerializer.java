package io.portally.flink.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.RawRecord;
import io.portally.tally.fate.SetAsideHeaders;
import io.portally.tally.fate.Verdict;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record that does not count to the topic where it is kept: its bytes as they came, its
 * own timestamp and headers, and headers that say where it came from and why it is here (those of
 * Kafka Connect, and our own). The key is {@code topic-partition-offset}, so a record that is set
 * aside twice after a crash is known as one.
 */
public final class SetAsideSerializer
    implements KafkaRecordSerializationSchema<JudgedRecord.Refused> {

  private static final long serialVersionUID = 1L;

  /** For the record's own key and headers, ours, and the protocol. */
  private static final int BESIDE_THE_VALUE = 256 * 1024;

  /** How much of it the record's own headers may take; what is more is left out, and told. */
  private static final int MOST_OWN_HEADER_BYTES = 128 * 1024;

  private static final int MOST_KEY_BYTES = 64 * 1024;

  private final String topicPrefix;
  private final String target;
  private final int mostBytes;

  /**
   * Prepares the serializer.
   *
   * @param topicPrefix what the names of all topics begin with
   * @param target where records are kept, without the prefix
   * @param mostBytes how much of a value is kept; its length and SHA-256 are told in any case
   */
  public SetAsideSerializer(String topicPrefix, String target, int mostBytes) {
    this.topicPrefix = topicPrefix;
    this.target = target;
    this.mostBytes = mostBytes;
  }

  /** The size in bytes that no record exceeds, which producer and topics must allow. */
  public static int largestRecord(int mostBytes) {
    return Math.addExact(mostBytes, BESIDE_THE_VALUE);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      JudgedRecord.Refused refused, KafkaSinkContext context, @Nullable Long timestamp) {
    RawRecord raw = refused.raw();
    String topic = topicPrefix + raw.topic().suffix();
    String key = "%s-%d-%d".formatted(topic, raw.partition(), raw.offset());
    byte[] value = raw.value();
    boolean cut = value != null && value.length > mostBytes;
    var record =
        new ProducerRecord<>(
            topicPrefix + target,
            null,
            raw.timestamp() < 0 ? null : raw.timestamp(),
            key.getBytes(UTF_8),
            cut ? Arrays.copyOf(value, mostBytes) : value);
    Headers headers = record.headers();
    addOwn(raw, headers);
    tell(headers, SetAsideHeaders.TOPIC, topic);
    tell(headers, SetAsideHeaders.PARTITION, String.valueOf(raw.partition()));
    tell(headers, SetAsideHeaders.OFFSET, String.valueOf(raw.offset()));
    tell(headers, SetAsideHeaders.EXCEPTION, refused.verdict().getClass().getName());
    tell(headers, SetAsideHeaders.MESSAGE, why(refused.verdict()));
    tell(headers, SetAsideHeaders.FATE, refused.verdict().fate().name());
    tell(headers, SetAsideHeaders.REASON, refused.verdict().reason().word());
    if (refused.verdict() instanceof Verdict.Late late) {
      tell(headers, SetAsideHeaders.LATE_BY, String.valueOf(late.millis()));
    }
    if (value != null) {
      tell(headers, SetAsideHeaders.LENGTH, String.valueOf(value.length));
      tell(headers, SetAsideHeaders.SHA256, sha256(value));
      tell(headers, SetAsideHeaders.TRUNCATED, String.valueOf(cut));
    }
    return record;
  }

  private static void addOwn(RawRecord raw, Headers headers) {
    int left = MOST_OWN_HEADER_BYTES;
    int leftOut = 0;
    for (RawRecord.Header header : raw.headers()) {
      int bytes = header.name().getBytes(UTF_8).length + lengthOf(header.value());
      if (bytes <= left) {
        headers.add(header.name(), header.value());
        left -= bytes;
      } else {
        leftOut++;
      }
    }
    if (raw.key() != null && raw.key().length <= MOST_KEY_BYTES) {
      headers.add(SetAsideHeaders.KEY, raw.key());
    } else if (raw.key() != null) {
      leftOut++;
    }
    if (leftOut > 0) {
      tell(headers, SetAsideHeaders.LEFT_OUT, String.valueOf(leftOut));
    }
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void tell(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static String why(Verdict verdict) {
    if (verdict instanceof Verdict.Rejected rejected) {
      return rejected.why();
    }
    return verdict instanceof Verdict.Late late ? late.why() : verdict.fate().name();
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
