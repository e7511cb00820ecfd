package io.portally.flink.sink;

import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.RawRecord;
import io.portally.tally.fate.Verdict;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    Verdict verdict = refused.verdict();
    Letter letter =
        new Letter(
            topicPrefix + raw.topic().suffix(),
            raw.partition(),
            raw.offset(),
            raw.timestamp(),
            raw.key(),
            raw.value(),
            raw.headers(),
            new Letter.Why(
                verdict.getClass().getName(),
                why(verdict),
                verdict.fate().name(),
                verdict.reason().word(),
                verdict instanceof Verdict.Late late ? Long.valueOf(late.millis()) : null));
    return letter.to(topicPrefix + target, mostBytes);
  }

  private static String why(Verdict verdict) {
    if (verdict instanceof Verdict.Rejected rejected) {
      return rejected.why();
    }
    return verdict instanceof Verdict.Late late ? late.why() : verdict.fate().name();
  }
}
