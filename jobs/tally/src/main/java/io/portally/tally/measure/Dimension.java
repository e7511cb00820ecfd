package io.portally.tally.measure;

import io.portally.tally.area.Area;
import io.portally.tally.area.Register;
import java.util.List;
import java.util.stream.Stream;

/** A dimension of a fact table: its columns, and how many bits its codes take in a packed key. */
public sealed interface Dimension {

  /** How many bits the greatest code takes. */
  int bits();

  /** The columns that the dimension fills, in order. */
  List<Column> columns();

  /** A column of a dimension and the value that a code stands for in it. */
  record Column(String name, Type type, Words words) {

    /** The column's type in the database. */
    public enum Type {
      TEXT,
      BOOLEAN
    }

    /** Turns codes into what a reader of the table sees. */
    @FunctionalInterface
    public interface Words {
      Object of(int code, Register register);
    }
  }

  /** One word of a closed list, by its place in the list. */
  record Word(String name, List<String> words) implements Dimension {

    static Word of(String name, Enum<?>[] symbols) {
      return new Word(name, Stream.of(symbols).map(Enum::name).toList());
    }

    @Override
    public int bits() {
      return Integer.SIZE - Integer.numberOfLeadingZeros(words.size() - 1);
    }

    @Override
    public List<Column> columns() {
      return List.of(new Column(name, Column.Type.TEXT, (code, register) -> words.get(code)));
    }
  }

  /** Yes (1) or no (0). */
  record Flag(String name) implements Dimension {

    @Override
    public int bits() {
      return 1;
    }

    @Override
    public List<Column> columns() {
      return List.of(new Column(name, Column.Type.BOOLEAN, (code, register) -> code == 1));
    }
  }

  /** An area, by its ordinal in the register. A port stands for every area that it rolls up to. */
  record AreaOrdinal() implements Dimension {

    /** The most areas that a packed key can tell apart. */
    public static final int MOST = 1 << 14;

    @Override
    public int bits() {
      return 14;
    }

    @Override
    public List<Column> columns() {
      return List.of(
          new Column("area_level", Column.Type.TEXT, (code, r) -> area(code, r).level().name()),
          new Column("area_code", Column.Type.TEXT, (code, r) -> area(code, r).code()));
    }

    private static Area area(int code, Register register) {
      return register.areas().get(code);
    }
  }
}
