package io.portally.simulator.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.tally.fate.SetAsideHeaders;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that the job has set aside. Its arrays are not copied.
 *
 * @param origin where it was read from
 * @param reason from the closed list of reasons; {@code -} where the allowed lateness is the reason
 * @param message what is wrong, a sentence; may hold anything that a producer wrote
 * @param recordMillis its record timestamp, milliseconds since 1970, UTC
 * @param key its own key; null where it had none, or one too large to be kept
 * @param value its value, or the beginning of it; null where it had none
 * @param length of the whole value in bytes; 0 where there was none
 * @param headers its own
 * @param leftOut how many of its own headers (or its key) were too large to be kept
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere; carried from topic to topic.
public record DeadLetter(
    Origin origin,
    String reason,
    String message,
    long recordMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    long length,
    List<Header> headers,
    int leftOut) {

  /**
   * Where a record stood.
   *
   * @param topic the full name
   */
  public record Origin(String topic, int partition, long offset) {

    /** The name of the letter: {@code topic-partition-offset}. */
    @Override
    public String toString() {
      return topic + "-" + partition + "-" + offset;
    }
  }

  /** Reads what the job wrote; empty where the record is of somebody else's making. */
  public static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    try {
      return Optional.of(
          new DeadLetter(
              new Origin(
                  text(headers, SetAsideHeaders.TOPIC),
                  Integer.parseInt(text(headers, SetAsideHeaders.PARTITION)),
                  Long.parseLong(text(headers, SetAsideHeaders.OFFSET))),
              text(headers, SetAsideHeaders.REASON),
              text(headers, SetAsideHeaders.MESSAGE),
              record.timestamp(),
              bytes(headers, SetAsideHeaders.KEY),
              record.value(),
              number(headers, SetAsideHeaders.LENGTH),
              Arrays.stream(headers.toArray())
                  .filter(header -> !SetAsideHeaders.holds(header.key()))
                  .toList(),
              Math.toIntExact(number(headers, SetAsideHeaders.LEFT_OUT))));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  public Instant recordTime() {
    return Instant.ofEpochMilli(recordMillis);
  }

  /** Whether only the beginning of the value is here. */
  public boolean isTruncated() {
    return value != null && value.length < length;
  }

  private static String text(Headers headers, String name) {
    byte[] value = bytes(headers, name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return new String(value, UTF_8);
  }

  private static long number(Headers headers, String name) {
    return headers.lastHeader(name) == null ? 0 : Long.parseLong(text(headers, name));
  }

  /** The last of that name: an original may have had one of its own. */
  private static byte @Nullable [] bytes(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }
}
