package io.portally.schemas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Writes the Java of a {@link Cursor} from a record's schema: a field for each field, read in the
 * schema's order. Knows the types that events are made of, and refuses any other.
 */
final class CursorSource {

  private final Schema schema;
  private final List<String> fields = new ArrayList<>();
  private final List<String> reads = new ArrayList<>();
  private final List<String> getters = new ArrayList<>();
  private final Set<String> enums = new LinkedHashSet<>();
  private final Set<String> imports = new TreeSet<>();

  private CursorSource(Schema schema) {
    this.schema = schema;
    schema.getFields().forEach(this::add);
  }

  /** The whole file, but for the formatter's line breaks. */
  static String of(Schema schema) {
    return new CursorSource(schema).source();
  }

  private String source() {
    String name = schema.getName() + "Cursor";
    StringBuilder java = new StringBuilder("package io.portally.schemas;\n\n");
    imports.forEach(type -> java.append("import ").append(type).append(";\n"));
    java.append(
        """

        /** Where the fields of a {@link %s} lie. */
        // Written by CursorSource, which a test compares with this: do not edit.
        public final class %s extends Cursor {

        """
            .formatted(schema.getName(), name));
    imports.add(schema.getFullName());
    enums.forEach(java::append);
    fields.forEach(java::append);
    java.append("\n  %s() {}\n\n  @Override\n  void readFields() {\n".formatted(name));
    reads.forEach(read -> java.append("    ").append(read).append('\n'));
    java.append("  }\n");
    getters.forEach(getter -> java.append('\n').append(getter));
    return java.append("}\n").toString();
  }

  private void add(Schema.Field field) {
    imports.add(schema.getFullName());
    if (!field.schema().isUnion()) {
      addPresent(field.name(), field.schema());
      return;
    }
    List<Schema> branches = field.schema().getTypes();
    if (branches.size() != 2 || branches.get(0).getType() != Schema.Type.NULL) {
      throw new IllegalArgumentException("no cursor reads a union as that of " + field.name());
    }
    addNullable(field.name(), branches.get(1));
  }

  private void addPresent(String name, Schema type) {
    switch (type.getType()) {
      case STRING -> {
        keep("final Text", name + " = new Text(this)");
        reads.add("readText(%s);".formatted(name));
        get("Text", name, name);
      }
      case BOOLEAN -> number("boolean", name, "readBoolean()");
      case INT -> number("int", name, "readInt()");
      case LONG -> number("long", name, "readLong()");
      case ENUM -> {
        keep("int", name);
        reads.add("%s = readIndex(%d);".formatted(name, type.getEnumSymbols().size()));
        get(type.getName(), name, "%s[%s]".formatted(symbolsOf(type), name));
      }
      case ARRAY -> {
        Schema item = type.getElementType();
        keep("final Symbols", name + " = new Symbols(this)");
        reads.add("readSymbols(%s, %d);".formatted(name, item.getEnumSymbols().size()));
        get("Symbols", name, name);
      }
      default -> throw new IllegalArgumentException("no cursor reads " + name + " of type " + type);
    }
  }

  private void addNullable(String name, Schema type) {
    String has = "has" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    keep("boolean", has);
    reads.add("%s = readIndex(2) == 1;".formatted(has));
    switch (type.getType()) {
      case STRING -> {
        keep("final Text", name + " = new Text(this)");
        reads.add("if (%s) {\n      readText(%s);\n    }".formatted(has, name));
        imports.add("org.jspecify.annotations.Nullable");
        get("@Nullable Text", name, "%s ? %s : null".formatted(has, name));
      }
      case INT, LONG -> {
        boolean isInt = type.getType() == Schema.Type.INT;
        String word = isInt ? "int" : "long";
        get("boolean", has, has);
        getters.add("  /** 0 where there is none. */\n");
        String read = isInt ? "readInt()" : "readLong()";
        number(word, name, "%s ? %s : 0".formatted(has, read));
        int last = getters.size() - 1;
        getters.set(last - 1, getters.get(last - 1) + getters.remove(last));
      }
      default -> throw new IllegalArgumentException("no cursor reads " + name + " of type " + type);
    }
  }

  private void number(String word, String name, String read) {
    keep(word, name);
    reads.add("%s = %s;".formatted(name, read));
    get(word, name, name);
  }

  private String symbolsOf(Schema type) {
    String constant = type.getName().toUpperCase(Locale.ROOT) + "S";
    imports.add(type.getFullName());
    enums.add(
        "  private static final %1$s[] %2$s = %1$s.values();\n"
            .formatted(type.getName(), constant));
    return constant;
  }

  private void keep(String word, String what) {
    fields.add("  private %s %s;\n".formatted(word, what));
  }

  private void get(String word, String name, String what) {
    getters.add("  public %s %s() {\n    return %s;\n  }\n".formatted(word, name, what));
  }
}
