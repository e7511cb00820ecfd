package io.portally.simulator.letters;

import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.LetterNote;
import io.portally.simulator.lines.LineWriter;
import io.portally.simulator.lines.Topics;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes letters as lines: with the event's fields where the value can be decoded, so that a person
 * can mend them in an editor, else with its bytes. One of which only the beginning is left is left
 * out. Not thread-safe.
 */
public final class LetterLines implements Closeable {

  private final LineWriter lines;
  private final String topicPrefix;
  private final Map<Topic, SingleObjectDecoder> decoders = new EnumMap<>(Topic.class);
  private int asFields;
  private int asBytes;
  private int leftOut;

  /** Closing this closes the stream. */
  public LetterLines(OutputStream out, String topicPrefix) throws IOException {
    this.lines = new LineWriter(out);
    this.topicPrefix = topicPrefix;
  }

  public void write(DeadLetter letter) throws IOException {
    if (letter.isTruncated()) {
      leftOut++;
      return;
    }
    LetterNote note =
        new LetterNote(letter.origin().toString(), letter.reason() + ": " + letter.message());
    String key = text(letter.key());
    Optional<Topic> topic = Topics.named(letter.origin().topic(), topicPrefix);
    if (topic.isPresent() && decoded(topic.get(), letter) instanceof Decoded.Event event) {
      SpecificRecord value = event.record();
      boolean ownId = Topics.idOf(topic.get(), value).equals(key);
      lines.letter(note, ownId ? null : key, value, letter.recordMillis());
      asFields++;
    } else {
      lines.letter(note, key, letter.value(), letter.recordMillis());
      asBytes++;
    }
  }

  /** How many lines have the event's fields. */
  public int asFields() {
    return asFields;
  }

  /** How many lines have bytes, because they cannot be decoded. */
  public int asBytes() {
    return asBytes;
  }

  /** How many letters have no line, because only their beginning is left. */
  public int leftOut() {
    return leftOut;
  }

  private Decoded decoded(Topic topic, DeadLetter letter) {
    return decoders.computeIfAbsent(topic, SingleObjectDecoder::of).decode(letter.value());
  }

  /** Null where there is none, or bytes that are no text: the letter itself still has those. */
  private static @Nullable String text(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
