package io.portally.simulator.truth;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.portally.simulator.lines.Instants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A truth as a file of JSON lines: first how far it reaches, then a line for each leg. */
public final class TruthLines {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  private TruthLines() {}

  /** The first line. */
  private record Head(@JsonProperty("horizon") Instant horizon) {}

  private static final class InstantWriter extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Instants.write(instant));
    }
  }

  private static final class InstantReader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Instants.read(json.getText());
    }
  }

  /**
   * What a file holds.
   *
   * @param horizon the last record timestamp of the traffic
   */
  public record Written(Instant horizon, List<TrueLeg> legs) {
    public Written {
      legs = List.copyOf(legs);
    }
  }

  /** Writes it; replaces the file. */
  public static void write(Truth truth, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.setRootValueSeparator(null);
      line(new Head(truth.horizon()), json);
      Iterator<TrueLeg> legs = truth.legs().iterator();
      while (legs.hasNext()) {
        line(legs.next(), json);
      }
    }
  }

  private static void line(Object value, JsonGenerator json) throws IOException {
    JSON.writeValue(json, value);
    json.writeRaw('\n');
  }

  /**
   * Reads it.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException with a sentence if it was not written by this
   */
  public static Written read(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String head = lines.readLine();
      if (head == null) {
        throw new IllegalArgumentException(file + " is empty: name a file of --truth");
      }
      Instant horizon = JSON.readValue(head, Head.class).horizon();
      List<TrueLeg> legs = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        legs.add(JSON.readValue(line, TrueLeg.class));
      }
      return new Written(horizon, legs);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s holds no truth: %s; name a file of --truth".formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
