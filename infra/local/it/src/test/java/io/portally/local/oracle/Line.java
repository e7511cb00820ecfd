package io.portally.local.oracle;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A published line for a test: a record with nothing wrong, of which a test names only what
 * matters. Unchangeable; each method gives another line.
 */
record Line(Map<String, Object> fields) {

  /** A loaded box of 1,000 kg and 1 TEU, discharged from a ship in Shanghai. */
  static Line movement(String eventId, Instant eventTime) {
    return new Line(Map.of())
        .with("eventId", eventId)
        .with("classifier", "ACTUAL")
        .with("eventTime", eventTime)
        .with("consignmentId", "consignment")
        .with("equipmentId", "MSKU1234565")
        .with("movement", "DISCHARGED")
        .with("port", "CNSHA")
        .with("otherPort", "NLRTM")
        .with("direction", "IMPORT")
        .with("mode", "SEA")
        .with("grossMassKg", 1_000)
        .with("teuHundredths", 100);
  }

  /** An import declaration that is lodged in Shanghai. */
  static Line clearance(String eventId, Instant eventTime) {
    return new Line(Map.of())
        .with("eventId", eventId)
        .with("eventTime", eventTime)
        .with("consignmentId", "consignment")
        .with("declarationId", "declaration")
        .with("stage", "LODGED")
        .with("port", "CNSHA")
        .with("direction", "IMPORT")
        .with("mode", "SEA")
        .with("grossMassKg", 1_000)
        .with("valueFen", 5_000_000);
  }

  static Line heartbeat(Instant emittedAt) {
    return new Line(Map.of()).with("emittedAt", emittedAt);
  }

  static Line corrupt(Instant recordTime) {
    return new Line(Map.of()).with("recordTime", recordTime).with("bytes", "wwEA");
  }

  Line with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Line(more);
  }

  Line without(String field) {
    Map<String, Object> fewer = new LinkedHashMap<>(fields);
    fewer.remove(field);
    return new Line(fewer);
  }

  Line version(int version) {
    return with("version", version);
  }

  Line retracted() {
    return with("retracted", true);
  }

  Line at(Instant eventTime) {
    return with("eventTime", eventTime);
  }

  Line published(Instant recordTime) {
    return with("recordTime", recordTime);
  }

  /** When it is published: when it happens, unless told otherwise. */
  Instant recordTime() {
    Object told = fields.get("recordTime");
    Object happened = told == null ? fields.get("eventTime") : told;
    return (Instant) Objects.requireNonNull(happened, "a line without eventTime");
  }

  /** The line as JSON. */
  String json() {
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + value(field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Line::value).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c ->
                quoted.append(
                    c < ' ' || c == '"' || c == '\\'
                        ? String.format("\\u%04x", c)
                        : Character.toString(c)));
    return quoted.append('"').toString();
  }
}
