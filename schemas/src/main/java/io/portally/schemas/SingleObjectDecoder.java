package io.portally.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads single-object encoding, whatever the bytes are: {@link #decode} never throws, takes memory
 * in proportion to the value's length only, and accepts a record only if it ends with the value.
 * Records of older released versions come out in the newest one; an enum symbol that this version
 * does not know comes out as UNKNOWN.
 *
 * <p>The verdict depends on the value alone. The JVM's own limits ({@code
 * org.apache.avro.limits.*}) only cut bombs earlier: the same limits hold here without them. An
 * {@link OutOfMemoryError} is let through on purpose: no value can cause one by itself, so it says
 * that the process is short of memory, and calling a good record undecodable would lose it.
 *
 * <p>Reusable, not thread-safe: one decoder for each thread.
 */
public final class SingleObjectDecoder {

  private static final char REPLACEMENT = '\uFFFD';

  private final Map<Long, Reading> readings = new HashMap<>();
  private @Nullable Reading last;
  private @Nullable BinaryDecoder decoder;

  /** Reads every record of this module, in every released version. */
  public SingleObjectDecoder() {
    this(Schemas.known());
  }

  SingleObjectDecoder(Collection<KnownSchema> known) {
    for (KnownSchema schema : known) {
      Reading before = readings.put(schema.fingerprint(), new Reading(schema));
      if (before != null && before.schema.type() != schema.type()) {
        throw new IllegalStateException(
            before.schema.label()
                + " and "
                + schema.label()
                + " have the same fingerprint: rename a field of the newer one");
      }
    }
  }

  /** Reads only the records that may stand on the topic; any other is undecodable there. */
  public static SingleObjectDecoder of(Topic topic) {
    return new SingleObjectDecoder(
        Schemas.known().stream().filter(s -> topic.types().contains(s.type())).toList());
  }

  /** Never throws, and does not modify the value. */
  public Decoded decode(byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Undecodable("no value");
    }
    if (!SingleObject.hasHeader(value)) {
      return new Decoded.Undecodable(frameFault(value));
    }
    long fingerprint = SingleObject.fingerprintOf(value);
    Reading reading = readingOf(fingerprint);
    if (reading == null) {
      return new Decoded.Undecodable(notKnown(fingerprint));
    }
    boolean couldBreakLimits = value.length > CarefulReader.MAX_ITEMS;
    String fault = couldBreakLimits ? CarefulReader.faultOf(reading.schema, value) : null;
    return fault == null ? read(value, reading) : new Decoded.Undecodable(fault);
  }

  private Decoded read(byte[] value, Reading reading) {
    SpecificRecord record = recordIn(value, reading);
    if (record == null) {
      return new Decoded.Undecodable(CarefulReader.explain(reading.schema, value));
    }
    boolean maybeNotUtf8 = reading.hasReplacementCharacter(record);
    String fault = maybeNotUtf8 ? CarefulReader.faultOf(reading.schema, value) : null;
    return fault == null ? new Decoded.Event(record) : new Decoded.Undecodable(fault);
  }

  /** Null where the bytes do not read as one record, or go on after it. */
  private @Nullable SpecificRecord recordIn(byte[] value, Reading reading) {
    try {
      BinaryDecoder in = body(value, decoder);
      decoder = in;
      SpecificRecord record = reading.reader.read(null, in);
      return in.isEnd() ? record : null;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /**
   * A decoder on the array, not on a stream: that one keeps unread bytes of a broken record for the
   * next, and believes any length.
   */
  static BinaryDecoder body(byte[] value, @Nullable BinaryDecoder reuse) {
    return DecoderFactory.get()
        .binaryDecoder(
            value, SingleObject.HEADER_BYTES, value.length - SingleObject.HEADER_BYTES, reuse);
  }

  private @Nullable Reading readingOf(long fingerprint) {
    Reading reading = last;
    if (reading == null || reading.schema.fingerprint() != fingerprint) {
      reading = readings.get(fingerprint);
      last = reading;
    }
    return reading;
  }

  private static String frameFault(byte[] value) {
    if (value.length == 0) {
      return "empty value";
    }
    int shown = Math.min(2, value.length);
    boolean marked =
        value[0] == SingleObject.FIRST && (shown == 1 || value[1] == SingleObject.SECOND);
    if (marked) {
      return "ends after %d bytes, within the header of Avro single-object encoding (%d bytes)"
          .formatted(value.length, SingleObject.HEADER_BYTES);
    }
    String start = HexFormat.of().formatHex(value, 0, shown);
    String guess = value[0] == 0 ? " (the Confluent wire format is not read here)" : "";
    return "starts with %s, not with c301: not Avro single-object encoding%s"
        .formatted(start, guess);
  }

  private String notKnown(long fingerprint) {
    String known =
        readings.values().stream()
            .map(r -> r.schema.label() + " " + hex(r.schema.fingerprint()))
            .sorted()
            .collect(Collectors.joining(", "));
    return Schemas.known().stream()
        .filter(s -> s.fingerprint() == fingerprint)
        .findFirst()
        .map(s -> "is a %s, which does not belong here (expected: %s)".formatted(s.label(), known))
        .orElse(
            "schema fingerprint %s is not known here (known: %s): upgrade the job and replay"
                .formatted(hex(fingerprint), known));
  }

  private static String hex(long fingerprint) {
    return "0x" + HexFormat.of().toHexDigits(fingerprint);
  }

  /** All that is made once per schema. */
  private static final class Reading {
    private final KnownSchema schema;
    private final DatumReader<SpecificRecord> reader;
    private final int[] textFields;

    Reading(KnownSchema schema) {
      this.schema = schema;
      SpecificData data = new SpecificData(schema.type().getClassLoader());
      data.addLogicalTypeConversion(new TimestampMillisConversion());
      Schema newest = Schemas.current(schema.type());
      this.reader = resolve(schema.schema(), newest, data);
      this.textFields =
          newest.getFields().stream()
              .filter(field -> isText(field.schema()))
              .mapToInt(Schema.Field::pos)
              .toArray();
    }

    /** Resolved at once: a schema that cannot be read is a fault of ours, not of any value. */
    private static DatumReader<SpecificRecord> resolve(
        Schema writer, Schema reader, SpecificData data) {
      try {
        return new FastReaderBuilder(data).createDatumReader(writer, reader);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot resolve " + writer.getFullName(), e);
      }
    }

    /** What Avro puts where bytes are no UTF-8; a producer may also have written it out. */
    boolean hasReplacementCharacter(SpecificRecord record) {
      for (int field : textFields) {
        if (record.get(field) instanceof String text && text.indexOf(REPLACEMENT) >= 0) {
          return true;
        }
      }
      return false;
    }

    private static boolean isText(Schema schema) {
      List<Schema> branches = schema.isUnion() ? schema.getTypes() : List.of(schema);
      return branches.stream().anyMatch(branch -> branch.getType() == Schema.Type.STRING);
    }
  }
}
