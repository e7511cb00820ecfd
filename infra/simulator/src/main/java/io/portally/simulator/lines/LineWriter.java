package io.portally.simulator.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as lines that {@link LineReader} reads back: the record time first, then every
 * field in the order of the schema, those at their default too. UTF-8, LF. Not thread-safe.
 */
public final class LineWriter implements Flushable, Closeable {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

  private final JsonGenerator json;

  /** Closing the writer closes the stream. */
  public LineWriter(OutputStream out) throws IOException {
    json = JSON.createGenerator(out);
    json.setRootValueSeparator(null);
  }

  /**
   * Writes a record under its own key: an event, a rule, an alert, or a heartbeat for every
   * partition.
   *
   * @param recordMillis the record timestamp, milliseconds since 1970
   */
  public void record(SpecificRecord value, long recordMillis) throws IOException {
    start(recordMillis);
    fields(value);
    end();
  }

  /**
   * Writes bytes as they are.
   *
   * @param key null for none
   * @param value null for a record without a value
   * @param recordMillis the record timestamp, milliseconds since 1970
   */
  public void bytes(@Nullable String key, byte @Nullable [] value, long recordMillis)
      throws IOException {
    start(recordMillis);
    key(key);
    bytes(value);
    end();
  }

  /**
   * Writes a dead letter whose value can be read, as a record that can be mended.
   *
   * @param key null: the record's own id, whatever it is mended to
   * @param recordMillis the original's record timestamp, milliseconds since 1970
   */
  public void letter(LetterNote note, @Nullable String key, SpecificRecord value, long recordMillis)
      throws IOException {
    start(recordMillis);
    note(note);
    key(key);
    fields(value);
    end();
  }

  /**
   * Writes a dead letter whose value cannot be read, as its bytes.
   *
   * @param key null for none, or for one that is no text
   * @param recordMillis the original's record timestamp, milliseconds since 1970
   */
  public void letter(
      LetterNote note, @Nullable String key, byte @Nullable [] value, long recordMillis)
      throws IOException {
    start(recordMillis);
    note(note);
    key(key);
    bytes(value);
    end();
  }

  private void note(LetterNote note) throws IOException {
    json.writeStringField(Envelope.LETTER, note.letter());
    json.writeStringField(Envelope.WHY, note.why());
  }

  private void key(@Nullable String key) throws IOException {
    if (key != null) {
      json.writeStringField(Envelope.KEY, key);
    }
  }

  private void fields(SpecificRecord value) throws IOException {
    for (Schema.Field field : value.getSchema().getFields()) {
      json.writeFieldName(field.name());
      value(value.get(field.pos()));
    }
  }

  private void bytes(byte @Nullable [] value) throws IOException {
    json.writeFieldName(Envelope.BYTES);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeBinary(value);
    }
  }

  private void start(long recordMillis) throws IOException {
    json.writeStartObject();
    json.writeStringField(Envelope.RECORD_TIME, Instants.write(Instant.ofEpochMilli(recordMillis)));
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void value(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Instant instant) {
      json.writeString(Instants.write(instant));
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(element);
      }
      json.writeEndArray();
    } else {
      json.writeString(value.toString());
    }
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
