package io.portally.simulator.traffic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portally.simulator.lines.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Incidents as JSON lines. */
public final class IncidentLines {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Written.class);

  private IncidentLines() {}

  /** A line as it stands. */
  private record Written(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("kind") @Nullable String kind,
      @JsonProperty("port") @Nullable String port,
      @JsonProperty("fromPort") @Nullable String fromPort,
      @JsonProperty("capacity") @Nullable Double capacity,
      @JsonProperty("from") @Nullable String from,
      @JsonProperty("until") @Nullable String until,
      @JsonProperty("cleared") @Nullable String cleared) {

    Incident incident() {
      IncidentKind known = kindOf(present("kind", kind));
      double share = capacity == null ? known.usualCapacity() : capacity;
      Instant begins = Instants.read(present("from", from));
      Instant ends = Instants.read(present("until", until));
      return new Incident(
          present("name", name),
          known,
          present("port", port),
          fromPort,
          share,
          begins,
          ends,
          cleared == null ? Incident.usuallyCleared(begins, ends, share) : Instants.read(cleared));
    }
  }

  /**
   * Reads them; blank lines are passed over.
   *
   * @throws IllegalArgumentException with a sentence that names the line's number, what is wrong
   *     with it and what to write
   */
  public static List<Incident> read(List<String> lines) {
    List<Incident> incidents = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank()) {
        incidents.add(read(line, number));
      }
    }
    return incidents;
  }

  private static Incident read(String line, int number) {
    try {
      Written written = JSON.readValue(line);
      return written.incident();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line %d is no incident: %s".formatted(number, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  /**
   * The kind of that word, such as {@code port-closes} or {@code PORT_CLOSES}.
   *
   * @throws IllegalArgumentException with a sentence that names all of them
   */
  public static IncidentKind kindOf(String word) {
    Optional<IncidentKind> kind =
        Arrays.stream(IncidentKind.values())
            .filter(known -> known.word().equals(word) || known.name().equals(word))
            .findFirst();
    return kind.orElseThrow(
        () ->
            new IllegalArgumentException(
                "kind is '%s': write one of %s"
                    .formatted(
                        word,
                        String.join(
                            ", ",
                            Arrays.stream(IncidentKind.values())
                                .map(IncidentKind::word)
                                .toList()))));
  }

  private static String present(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing: an incident needs one");
    }
    return value;
  }
}
