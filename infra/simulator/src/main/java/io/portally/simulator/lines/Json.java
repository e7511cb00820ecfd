package io.portally.simulator.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;

/** Single JSON values, taken strictly. */
final class Json {
  private static final int SHOWN = 60;

  private Json() {}

  /** What a person would call it: "a number", "a text". */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NULL -> "null";
      case MISSING -> "nothing";
      default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  /** The value as it stands in the line, cut where it is long. */
  static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** A text whose UTF-8 form is itself: no half surrogate pairs. */
  static String text(String name, JsonNode node) {
    String text = node.textValue();
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new BadLine(name + " holds half a surrogate pair; write whole characters");
    }
    return text;
  }

  static Instant instant(String name, JsonNode node) {
    if (!node.isTextual()) {
      throw new BadLine(
          "%s is %s; write an instant such as \"2026-03-01T08:30:00.000Z\""
              .formatted(name, shown(node)));
    }
    try {
      return Instants.read(node.textValue());
    } catch (IllegalArgumentException e) {
      throw new BadLine(name + ": " + e.getMessage());
    }
  }
}
