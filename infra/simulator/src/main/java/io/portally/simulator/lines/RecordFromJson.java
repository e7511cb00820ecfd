package io.portally.simulator.lines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes a generated record from a JSON object, for any of our schemas. */
final class RecordFromJson {
  private RecordFromJson() {}

  static SpecificRecord read(Schema schema, JsonNode line) {
    refuseUnknown(schema, line);
    SpecificRecord value =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      value.put(field.pos(), fieldValue(field, line.get(field.name())));
    }
    return value;
  }

  private static void refuseUnknown(Schema schema, JsonNode line) {
    line.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null && !Envelope.holds(name)) {
                throw new BadLine(
                    "%s is no field of %s; its fields are %s"
                        .formatted(name, schema.getName(), names(schema)));
              }
            });
  }

  private static String names(Schema schema) {
    return String.join(", ", schema.getFields().stream().map(Schema.Field::name).toList());
  }

  private static @Nullable Object fieldValue(Schema.Field field, @Nullable JsonNode node) {
    if (node != null) {
      return value(field.name(), field.schema(), node);
    }
    if (!field.hasDefaultValue()) {
      throw new BadLine("%s is missing; it has no default".formatted(field.name()));
    }
    return SpecificData.get().getDefaultValue(field);
  }

  private static @Nullable Object value(String name, Schema schema, JsonNode node) {
    return switch (schema.getType()) {
      case UNION -> node.isNull() ? nullOf(name, schema) : value(name, present(schema), node);
      case STRING -> text(name, node);
      case BOOLEAN -> flag(name, node);
      case INT -> wholeNumber(name, node, node.canConvertToInt(), "32").intValue();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? Json.instant(name, node)
              : wholeNumber(name, node, node.canConvertToLong(), "64").longValue();
      case ENUM -> word(name, schema, node);
      case ARRAY -> list(name, schema.getElementType(), node);
      default ->
          throw new IllegalArgumentException(
              "lines cannot hold the type %s of %s yet".formatted(schema.getType(), name));
    };
  }

  private static @Nullable Object nullOf(String name, Schema union) {
    if (!union.isNullable()) {
      throw new BadLine("%s is null; it needs a value".formatted(name));
    }
    return null;
  }

  /** Our unions are of null and one other type. */
  private static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static String text(String name, JsonNode node) {
    if (!node.isTextual()) {
      throw wrong(name, node, "a text");
    }
    return Json.text(name, node);
  }

  private static boolean flag(String name, JsonNode node) {
    if (!node.isBoolean()) {
      throw wrong(name, node, "true or false");
    }
    return node.booleanValue();
  }

  private static Number wholeNumber(String name, JsonNode node, boolean fits, String bits) {
    if (!node.isIntegralNumber() || !fits) {
      throw wrong(name, node, "a whole number of at most %s bits".formatted(bits));
    }
    return node.numberValue();
  }

  private static Object word(String name, Schema schema, JsonNode node) {
    if (!node.isTextual() || !schema.hasEnumSymbol(node.textValue())) {
      throw wrong(name, node, "one of " + String.join(", ", schema.getEnumSymbols()));
    }
    return SpecificData.get().createEnum(node.textValue(), schema);
  }

  private static List<@Nullable Object> list(String name, Schema element, JsonNode node) {
    if (!node.isArray()) {
      throw wrong(name, node, "an array");
    }
    List<@Nullable Object> values = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      values.add(value("%s[%d]".formatted(name, i), element, node.get(i)));
    }
    return values;
  }

  private static BadLine wrong(String name, JsonNode node, String expected) {
    return new BadLine("%s is %s; write %s".formatted(name, Json.shown(node), expected));
  }
}
