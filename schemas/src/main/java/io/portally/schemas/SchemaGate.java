package io.portally.schemas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a schema may follow the released ones: every version must read every other's records
 * (Avro's FULL_TRANSITIVE), and mean the same by them. Avro's own check lets pass what changes the
 * meaning but not the bytes (milliseconds that become microseconds, a string that becomes bytes, a
 * moved namespace, another default, reordered enum symbols); this one does not.
 */
public final class SchemaGate {

  private static final String UNKNOWN = "UNKNOWN";
  private static final Set<Schema.Type> NOT_EXACT = Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE);
  private static final List<String> CLASS_PROPERTIES =
      List.of("java-class", "java-element-class", "java-key-class");
  private static final List<String> MEANING_PROPERTIES =
      List.of("logicalType", "precision", "scale");
  private static final Pattern FIELD_LOCATION = Pattern.compile("^/fields/(\\d+)");

  private final List<Violation> violations = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final String schema;

  private SchemaGate(String schema) {
    this.schema = schema;
  }

  /**
   * Something that must not be released.
   *
   * @param schema name of the schema
   * @param field name of its field; empty if it is about the schema as a whole
   * @param problem what is wrong
   * @param instead what to do instead
   */
  public record Violation(String schema, String field, String problem, String instead) {
    @Override
    public String toString() {
      String place = field.isEmpty() ? schema : schema + "." + field;
      return place + ": " + problem + "; instead: " + instead;
    }
  }

  /**
   * Checks a schema by itself and against all its released versions.
   *
   * @param released in any order; empty for a new record
   * @return every violation; empty if the schema may be released
   */
  public static List<Violation> check(Schema current, List<Schema> released) {
    SchemaGate gate = new SchemaGate(current.getName());
    gate.checkAlone("", current);
    for (Schema old : released) {
      gate.compare("", old, current);
      gate.checkWithAvro(old, current);
    }
    return gate.violations.stream().distinct().toList();
  }

  private void checkAlone(String field, Schema schema) {
    for (String property : CLASS_PROPERTIES) {
      if (schema.getObjectProp(property) != null) {
        add(field, "names a Java class (" + property + ")", "let the reader choose its classes");
      }
    }
    if (NOT_EXACT.contains(schema.getType())) {
      add(field, "is " + schema.getType().getName(), "count in a smaller unit, as int or long");
    }
    switch (schema.getType()) {
      case RECORD -> checkRecord(field, schema);
      case ENUM -> checkEnum(field, schema);
      case ARRAY -> checkAlone(field, schema.getElementType());
      case MAP -> checkAlone(field, schema.getValueType());
      case UNION -> schema.getTypes().forEach(branch -> checkAlone(field, branch));
      default -> {}
    }
  }

  private void checkRecord(String field, Schema record) {
    if (open.contains(record.getFullName())) {
      add(
          field,
          record.getName() + " contains itself",
          "refer to the other record by its id (a deep one could exhaust the reader's stack)");
      return;
    }
    requireDoc(field, record.getDoc(), "record " + record.getName());
    open.push(record.getFullName());
    for (Schema.Field inner : record.getFields()) {
      String name = nameOf(field, inner);
      requireDoc(name, inner.doc(), "field " + inner.name());
      checkAlone(name, inner.schema());
    }
    open.pop();
  }

  private void checkEnum(String field, Schema symbols) {
    requireDoc(field, symbols.getDoc(), "enum " + symbols.getName());
    boolean unknownFirst = symbols.getEnumSymbols().indexOf(UNKNOWN) == 0;
    if (!unknownFirst || !UNKNOWN.equals(symbols.getEnumDefault())) {
      add(
          field,
          "enum " + symbols.getName() + " does not begin with UNKNOWN and default to it",
          "put UNKNOWN first and make it the default, for readers that do not know newer symbols");
    }
  }

  private void requireDoc(String field, @Nullable String doc, String what) {
    if (doc == null || doc.isBlank()) {
      add(field, what + " has no doc", "say what it means, its unit and its source");
    }
  }

  private void compare(String field, Schema old, Schema current) {
    if (old.getType() != current.getType()) {
      add(
          field,
          "was " + old.getType().getName() + " and is " + current.getType().getName(),
          "keep the field and add another one, with a default, for the new type");
      return;
    }
    for (String property : MEANING_PROPERTIES) {
      Object before = old.getObjectProp(property);
      Object now = current.getObjectProp(property);
      if (!Objects.equals(before, now)) {
        add(
            field,
            "had %s %s and has %s".formatted(property, orNone(before), orNone(now)),
            "keep it: the bytes stay the same but would mean something else; add another field");
      }
    }
    switch (old.getType()) {
      case RECORD -> compareRecords(field, old, current);
      case ENUM -> compareEnums(field, old, current);
      case FIXED -> compareNames(field, old, current);
      case ARRAY -> compare(field, old.getElementType(), current.getElementType());
      case MAP -> compare(field, old.getValueType(), current.getValueType());
      case UNION -> compareUnions(field, old, current);
      default -> {}
    }
  }

  private void compareRecords(String field, Schema old, Schema current) {
    if (open.contains(old.getFullName())) {
      return;
    }
    compareNames(field, old, current);
    open.push(old.getFullName());
    for (Schema.Field before : old.getFields()) {
      Schema.Field now = current.getField(before.name());
      if (now != null) {
        compareDefaults(nameOf(field, before), before, now);
        compare(nameOf(field, before), before.schema(), now.schema());
      } else if (!before.hasDefaultValue()) {
        add(
            nameOf(field, before),
            "is gone but has no default, so released readers cannot do without it",
            "keep it");
      }
    }
    open.pop();
    current.getFields().stream()
        .filter(now -> old.getField(now.name()) == null && !now.hasDefaultValue())
        .forEach(
            now ->
                add(
                    nameOf(field, now),
                    "is new but has no default, so older records cannot be read",
                    "give it a default"));
  }

  private void compareDefaults(String field, Schema.Field before, Schema.Field now) {
    boolean sameType = before.schema().getType() == now.schema().getType();
    if (!before.hasDefaultValue() || !sameType) {
      return;
    }
    if (!now.hasDefaultValue() || !Objects.equals(before.defaultVal(), now.defaultVal())) {
      add(
          field,
          "had the default %s and has %s".formatted(defaultOf(before), defaultOf(now)),
          "keep the default: records that leave the field out would change their meaning");
    }
  }

  private void compareEnums(String field, Schema old, Schema current) {
    compareNames(field, old, current);
    if (!Objects.equals(old.getEnumDefault(), current.getEnumDefault())) {
      add(
          field,
          "enum %s had the default symbol %s and has %s"
              .formatted(
                  old.getName(), orNone(old.getEnumDefault()), orNone(current.getEnumDefault())),
          "keep the default symbol");
    }
    List<String> before = old.getEnumSymbols();
    List<String> now = current.getEnumSymbols();
    if (now.size() < before.size() || !now.subList(0, before.size()).equals(before)) {
      add(
          field,
          "enum %s had the symbols %s and has %s".formatted(old.getName(), before, now),
          "keep the old symbols in their order and append new ones (ordinals are kept in state)");
    }
  }

  private void compareUnions(String field, Schema old, Schema current) {
    List<Schema> before = old.getTypes();
    List<Schema> now = current.getTypes();
    if (before.size() != now.size()) {
      add(
          field,
          "was a union of %d types and is one of %d".formatted(before.size(), now.size()),
          "keep the field and add another one, with a default, for the new type");
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      compare(field, before.get(i), now.get(i));
    }
  }

  private void compareNames(String field, Schema old, Schema current) {
    if (!old.getFullName().equals(current.getFullName())) {
      add(
          field,
          "was named " + old.getFullName() + " and is named " + current.getFullName(),
          "keep name and namespace");
    }
  }

  /** Avro has the last word on what has not been said about a field. */
  private void checkWithAvro(Schema old, Schema current) {
    addWhatAvroSays(current, old);
    addWhatAvroSays(old, current);
  }

  private void addWhatAvroSays(Schema reader, Schema writer) {
    for (Incompatibility found :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      String field = fieldAt(found.getLocation(), reader);
      if (violations.stream().noneMatch(v -> v.field().startsWith(field))) {
        add(
            field,
            "Avro says " + found.getType() + ": " + found.getMessage(),
            "change nothing that keeps one version from reading another");
      }
    }
  }

  /** The outermost field that a location such as {@code /fields/3/type} lies in. */
  private static String fieldAt(String location, Schema reader) {
    Matcher matcher = FIELD_LOCATION.matcher(location);
    return matcher.find() ? reader.getFields().get(Integer.parseInt(matcher.group(1))).name() : "";
  }

  private void add(String field, String problem, String instead) {
    violations.add(new Violation(schema, field, problem, instead));
  }

  private static String nameOf(String outer, Schema.Field field) {
    return outer.isEmpty() ? field.name() : outer + "." + field.name();
  }

  private static String defaultOf(Schema.Field field) {
    return field.hasDefaultValue() ? String.valueOf(field.defaultVal()) : "none";
  }

  private static String orNone(@Nullable Object value) {
    return value == null ? "none" : value.toString();
  }
}
