package io.portally.simulator.sink;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.LineWriter;
import io.portally.simulator.traffic.Publication;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Writes JSON lines. Not thread-safe. */
public final class JsonLinesSink implements Sink {
  private static final int BUFFER = 1 << 16;

  private final Map<Topic, LineWriter> writers = new EnumMap<>(Topic.class);
  private final String target;

  private JsonLinesSink(String target) {
    this.target = target;
  }

  /**
   * Writes a file for each of the two event topics into the directory, {@code
   * cargo-movements.jsonl} and {@code clearance-events.jsonl}; makes the directory, replaces files.
   *
   * @throws SinkException if a file cannot be written
   */
  public static JsonLinesSink into(Path directory) {
    JsonLinesSink sink = new JsonLinesSink(directory.toString());
    try {
      Files.createDirectories(directory);
      for (Topic topic : Set.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS)) {
        Path file = directory.resolve(topic.suffix() + ".jsonl");
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        sink.writers.put(topic, new LineWriter(out));
      }
    } catch (IOException e) {
      throw sink.failed(e);
    }
    return sink;
  }

  /**
   * Writes the lines of one topic alone to the stream and leaves out the rest.
   *
   * @throws SinkException if the stream cannot be written
   */
  public static JsonLinesSink of(Topic topic, OutputStream out) {
    JsonLinesSink sink = new JsonLinesSink("the output");
    try {
      sink.writers.put(topic, new LineWriter(new BufferedOutputStream(out, BUFFER)));
    } catch (IOException e) {
      throw sink.failed(e);
    }
    return sink;
  }

  @Override
  public void put(Publication publication) {
    LineWriter writer = writers.get(publication.topic());
    if (writer == null) {
      return;
    }
    try {
      write(writer, publication);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void write(LineWriter writer, Publication publication) throws IOException {
    if (publication instanceof Publication.Event event) {
      writer.record(event.value(), event.recordMillis());
    } else if (publication instanceof Publication.Corrupt corrupt) {
      writer.bytes(corrupt.key(), corrupt.bytes(), corrupt.recordMillis());
    } else if (publication instanceof Publication.Pulse pulse) {
      writer.record(pulse.value(), pulse.recordMillis());
    }
  }

  @Override
  public void flush() {
    try {
      for (LineWriter writer : writers.values()) {
        writer.flush();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    IOException first = null;
    for (LineWriter writer : writers.values()) {
      try {
        writer.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw failed(first);
    }
  }

  private SinkException failed(IOException e) {
    return new SinkException(
        "cannot write to %s: %s; name a directory that is writable and has space"
            .formatted(target, e),
        e);
  }
}
