package io.portally.reference;

import static io.portally.reference.Page.code;
import static java.util.stream.Collectors.joining;

import io.portally.schemas.Schemas;
import io.portally.schemas.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The records on the topics, field by field, from the documentation in the Avro schemas. */
final class EventsPage {

  private final Map<String, Schema> words = new LinkedHashMap<>();

  private EventsPage() {}

  static String text() {
    return new EventsPage().make();
  }

  private String make() {
    Page page = new Page("Events", "the Avro schemas in [schemas](../../schemas/src/main/avro)");
    page.paragraph(
        "What travels on the topics. How it is encoded, keyed and corrected is told in [events.md](../events.md). A field without a default has to be given. Topics are named without their prefix.");
    for (Class<? extends SpecificRecord> type : Schemas.types()) {
      record(page, Schemas.current(type), topicsOf(type));
    }
    page.heading("Words");
    page.paragraph("The enums that the records use. Their default symbol is UNKNOWN.");
    page.table(
        List.of("enum", "symbols", "meaning"),
        words.values().stream()
            .map(
                word ->
                    List.of(
                        code(word.getName()),
                        word.getEnumSymbols().stream()
                            .filter(symbol -> !symbol.equals(word.getEnumDefault()))
                            .map(Page::code)
                            .collect(joining(", ")),
                        doc(word.getDoc(), word.getName())))
            .toList());
    return page.text();
  }

  private void record(Page page, Schema record, String topics) {
    page.heading(record.getName());
    page.paragraph(doc(record.getDoc(), record.getName()));
    page.paragraph("Topics: " + topics + ".");
    page.table(
        List.of("field", "type", "default", "meaning"),
        record.getFields().stream()
            .map(
                field ->
                    List.of(
                        code(field.name()),
                        typeOf(field.schema()),
                        field.hasDefaultValue() ? code(defaultOf(field)) : "",
                        doc(field.doc(), record.getName() + "." + field.name())))
            .toList());
  }

  private static String topicsOf(Class<? extends SpecificRecord> type) {
    return Stream.of(Topic.values())
        .filter(topic -> topic.types().contains(type))
        .map(topic -> code(topic.suffix()))
        .collect(joining(", "));
  }

  private String typeOf(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return "instant (ms, UTC)";
    }
    return switch (schema.getType()) {
      case ENUM -> {
        words.putIfAbsent(schema.getName(), schema);
        yield "[" + schema.getName() + "](#words)";
      }
      case ARRAY -> "list of " + typeOf(schema.getElementType());
      case UNION ->
          schema.getTypes().stream().map(this::typeOf).sorted(nullLast()).collect(joining(" or "));
      default -> schema.getName();
    };
  }

  private static java.util.Comparator<String> nullLast() {
    return java.util.Comparator.comparing("null"::equals);
  }

  private static String defaultOf(Schema.Field field) {
    Object value = Objects.requireNonNull(field.defaultVal());
    return value.getClass().getName().endsWith("Null") ? "null" : String.valueOf(value);
  }

  private static String doc(String doc, String of) {
    if (doc == null || doc.isBlank()) {
      throw new IllegalStateException(of + " has no documentation: write it into its schema");
    }
    return doc;
  }
}
