package io.portally.flink.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.flink.type.RawRecord;
import io.portally.tally.fate.SetAsideHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that is set aside: its bytes as they came, its own timestamp and headers, and headers
 * that say where it came from and why it is here.
 *
 * @param topic where it came from, by its full name
 * @param timestamp when it was published, epoch milliseconds
 * @param key null where it has none
 * @param value null for a tombstone
 * @param headers its own
 */
// Compared by nobody.
@SuppressWarnings("ArrayRecordComponent")
record Letter(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<RawRecord.Header> headers,
    Why why) {

  /** How much of it the record's own headers may take; what is more is left out, and told. */
  private static final int MOST_OWN_HEADER_BYTES = 128 * 1024;

  private static final int MOST_KEY_BYTES = 64 * 1024;

  /**
   * Why it is set aside.
   *
   * @param exception the name of a class, as Kafka Connect tells it
   * @param message a sentence for people
   * @param fate the word of its fate
   * @param reason a word of a closed list
   * @param lateBy in milliseconds; null where it is not late
   */
  record Why(String exception, String message, String fate, String reason, @Nullable Long lateBy) {}

  /**
   * As it is published. The key is {@code topic-partition-offset}, so a record that is set aside
   * twice after a crash is known as one.
   *
   * @param target the topic that it is kept in, by its full name
   * @param mostBytes how much of the value is kept; its length and SHA-256 are told in any case
   */
  ProducerRecord<byte[], byte[]> to(String target, int mostBytes) {
    boolean cut = value != null && value.length > mostBytes;
    var record =
        new ProducerRecord<>(
            target,
            null,
            timestamp < 0 ? null : timestamp,
            "%s-%d-%d".formatted(topic, partition, offset).getBytes(UTF_8),
            cut ? Arrays.copyOf(value, mostBytes) : value);
    Headers told = record.headers();
    addOwn(told);
    tell(told, SetAsideHeaders.TOPIC, topic);
    tell(told, SetAsideHeaders.PARTITION, String.valueOf(partition));
    tell(told, SetAsideHeaders.OFFSET, String.valueOf(offset));
    tell(told, SetAsideHeaders.EXCEPTION, why.exception());
    tell(told, SetAsideHeaders.MESSAGE, why.message());
    tell(told, SetAsideHeaders.FATE, why.fate());
    tell(told, SetAsideHeaders.REASON, why.reason());
    if (why.lateBy() != null) {
      tell(told, SetAsideHeaders.LATE_BY, String.valueOf(why.lateBy()));
    }
    if (value != null) {
      tell(told, SetAsideHeaders.LENGTH, String.valueOf(value.length));
      tell(told, SetAsideHeaders.SHA256, sha256(value));
      tell(told, SetAsideHeaders.TRUNCATED, String.valueOf(cut));
    }
    return record;
  }

  private void addOwn(Headers told) {
    int left = MOST_OWN_HEADER_BYTES;
    int leftOut = 0;
    for (RawRecord.Header header : headers) {
      int bytes = header.name().getBytes(UTF_8).length + lengthOf(header.value());
      if (bytes <= left) {
        told.add(header.name(), header.value());
        left -= bytes;
      } else {
        leftOut++;
      }
    }
    if (key != null && key.length <= MOST_KEY_BYTES) {
      told.add(SetAsideHeaders.KEY, key);
    } else if (key != null) {
      leftOut++;
    }
    if (leftOut > 0) {
      tell(told, SetAsideHeaders.LEFT_OUT, String.valueOf(leftOut));
    }
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void tell(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
