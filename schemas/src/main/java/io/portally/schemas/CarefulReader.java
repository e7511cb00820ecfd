package io.portally.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record a second time, field by field, to find what is wrong with it and where. Slow: only
 * for records that have failed, or that may break a rule which Avro does not check.
 */
final class CarefulReader extends GenericDatumReader<Object> {

  /**
   * The same as {@code org.apache.avro.limits.string.maxLength} in the JVM's flags: far above any
   * identifier, far below what hurts.
   */
  static final int MAX_TEXT_BYTES = 65_536;

  /** The same as {@code org.apache.avro.limits.collectionItems.maxLength} in the JVM's flags. */
  static final int MAX_ITEMS = 4_096;

  /**
   * Without the fast reader, which has no field to override. Made once, as it looks for conversions
   * all over the class path.
   */
  private static final GenericData FIELD_BY_FIELD = new GenericData().setFastReaderEnabled(false);

  private final String schemaName;
  private String field = "";
  private String fieldType = "";

  private CarefulReader(Schema writer) {
    super(writer, writer, FIELD_BY_FIELD);
    this.schemaName = writer.getName();
  }

  /** What is wrong with a value that did not read. */
  static String explain(KnownSchema schema, byte[] value) {
    String fault = faultOf(schema, value);
    return fault != null ? fault : "cannot be read as " + schema.label();
  }

  /** What is wrong with a value whose header is right; null if nothing is. */
  static @Nullable String faultOf(KnownSchema schema, byte[] value) {
    CarefulReader reader = new CarefulReader(schema.schema());
    BinaryDecoder in = SingleObjectDecoder.body(value, null);
    try {
      Object unused = reader.read(null, in);
      return in.isEnd() ? null : leftover(in.remainingBytes(), schema);
    } catch (EOFException e) {
      return "ends in the middle of " + reader.place();
    } catch (SystemLimitException e) {
      return "%s claims more than is read here (texts of %d bytes, lists of %d items)"
          .formatted(reader.place(), MAX_TEXT_BYTES, MAX_ITEMS);
    } catch (CharacterCodingException e) {
      return "the text in " + reader.place() + " is not UTF-8";
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return "%s holds no valid %s".formatted(reader.place(), reader.fieldType);
    }
  }

  @Override
  protected void readField(
      Object record, Schema.Field field, @Nullable Object old, ResolvingDecoder in, Object state)
      throws IOException {
    this.field = field.name();
    this.fieldType = typeOf(field.schema());
    super.readField(record, field, old, in, state);
  }

  @Override
  protected Object readString(@Nullable Object old, Schema expected, Decoder in)
      throws IOException {
    Utf8 text = in.readString(null);
    if (text.getByteLength() > MAX_TEXT_BYTES) {
      throw new SystemLimitException("text");
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength()))
        .toString();
  }

  @Override
  protected void addToArray(Object list, long position, Object item) {
    if (position >= MAX_ITEMS) {
      throw new SystemLimitException("list");
    }
    super.addToArray(list, position, item);
  }

  private String place() {
    return "field " + field + " of " + schemaName;
  }

  private static String leftover(int bytes, KnownSchema schema) {
    return "%d %s left after the record (%s)"
        .formatted(bytes, bytes == 1 ? "byte" : "bytes", schema.label());
  }

  private static String typeOf(Schema schema) {
    if (schema.isUnion()) {
      return schema.getTypes().stream()
          .map(CarefulReader::typeOf)
          .collect(Collectors.joining(" or "));
    }
    return schema.getType() == Schema.Type.ENUM
        ? schema.getName()
        : schema.getType().getName().toLowerCase(Locale.ROOT);
  }
}
