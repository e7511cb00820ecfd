package io.portally.tally.fate;

import java.util.Set;

/** The headers of dead letters and late events. All values are UTF-8 text but {@link #KEY}. */
public final class SetAsideHeaders {

  /** The topic that the record was read from, in full. */
  public static final String TOPIC = "__connect.errors.topic";

  public static final String PARTITION = "__connect.errors.partition";
  public static final String OFFSET = "__connect.errors.offset";

  /** The kind of verdict. */
  public static final String EXCEPTION = "__connect.errors.exception.class.name";

  /** A sentence that says what is wrong, with the value. */
  public static final String MESSAGE = "__connect.errors.exception.message";

  /** The record's own key, as it was. Absent where it had none. */
  public static final String KEY = "portally.key";

  /** REJECTED or LATE. */
  public static final String FATE = "portally.fate";

  /** From the closed list of reasons; {@code -} where the allowed lateness is the reason. */
  public static final String REASON = "portally.reason";

  /** How many milliseconds the record was published after it happened. Late events only. */
  public static final String LATE_BY = "portally.late-by-ms";

  /** The length of the value before it was cut, in bytes. */
  public static final String LENGTH = "portally.payload.length";

  /** SHA-256 of the whole value, in hex. */
  public static final String SHA256 = "portally.payload.sha256";

  /** {@code true} where only the beginning of the value is kept. */
  public static final String TRUNCATED = "portally.payload.truncated";

  /** How many of the record's own headers (or its key) were too large to be kept. */
  public static final String LEFT_OUT = "portally.headers.left-out";

  private static final Set<String> ALL =
      Set.of(
          TOPIC, PARTITION, OFFSET, EXCEPTION, MESSAGE, KEY, FATE, REASON, LATE_BY, LENGTH, SHA256,
          TRUNCATED, LEFT_OUT);

  private SetAsideHeaders() {}

  /** Whether a header of that name was added when the record was set aside. */
  public static boolean holds(String name) {
    return ALL.contains(name);
  }
}
