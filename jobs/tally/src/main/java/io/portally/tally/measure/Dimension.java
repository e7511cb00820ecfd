package io.portally.tally.measure;

import io.portally.tally.area.Area;
import io.portally.tally.area.Register;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dimension of a fact table: its columns, and the codes that stand for its values in a key. */
public sealed interface Dimension {

  /** How many codes there are: 0 and more, but less than this. */
  int codes();

  /** How many bits a code takes in a packed key. */
  int bits();

  /** The columns that the dimension fills, in order. */
  List<Column> columns();

  /** A column of a dimension and the value that a code stands for in it. */
  record Column(String name, Type type, Words words) {

    /** The column's type in the database. */
    public enum Type {
      TEXT,
      BOOLEAN,
      INTEGER
    }

    /** Turns codes into what a reader of the table sees. */
    @FunctionalInterface
    public interface Words {
      Object of(int code, Register register);
    }
  }

  /**
   * One word of a closed list, by its place in the list.
   *
   * @param bits what the list may grow into without a change of any key that is kept in state
   */
  record Word(String name, int bits, List<String> words) implements Dimension {

    public Word {
      if (words.size() > 1 << bits) {
        throw new IllegalArgumentException(
            "%s has %d words, more than %d bits can tell apart"
                .formatted(name, words.size(), bits));
      }
    }

    static Word of(String name, int bits, Enum<?>[] symbols) {
      return new Word(name, bits, Stream.of(symbols).map(Enum::name).toList());
    }

    @Override
    public int codes() {
      return words.size();
    }

    @Override
    public List<Column> columns() {
      return List.of(new Column(name, Column.Type.TEXT, (code, register) -> words.get(code)));
    }
  }

  /**
   * A country, by its two letters (ISO 3166-1 alpha-2), or {@code -} for none. Any two letters are
   * taken: which of them are countries is not judged here.
   */
  record Country(String name) implements Dimension {

    private static final int LETTERS = 26;

    /** The code that stands for no country. */
    public static final int NONE = 0;

    /**
     * The code of a country.
     *
     * @param letters two capital ones, or null for none
     */
    public static int code(@Nullable String letters) {
      return letters == null
          ? NONE
          : 1 + (letters.charAt(0) - 'A') * LETTERS + letters.charAt(1) - 'A';
    }

    @Override
    public int codes() {
      return 1 + LETTERS * LETTERS;
    }

    @Override
    public int bits() {
      return 10;
    }

    @Override
    public List<Column> columns() {
      return List.of(new Column(name, Column.Type.TEXT, (code, register) -> letters(code)));
    }

    private static String letters(int code) {
      if (code == NONE) {
        return "-";
      }
      char[] letters = {(char) ('A' + (code - 1) / LETTERS), (char) ('A' + (code - 1) % LETTERS)};
      return String.valueOf(letters);
    }
  }

  /**
   * A whole number, 0 and more, as it is.
   *
   * @param bits how large it may become
   */
  record WholeNumber(String name, int bits) implements Dimension {

    @Override
    public int codes() {
      return 1 << bits;
    }

    @Override
    public List<Column> columns() {
      return List.of(new Column(name, Column.Type.INTEGER, (code, register) -> code));
    }
  }

  /** A port by itself, by its ordinal in the register; it stands for no other area. */
  record PortOrdinal(String name) implements Dimension {

    @Override
    public int codes() {
      return AreaOrdinal.MOST;
    }

    @Override
    public int bits() {
      return AreaOrdinal.BITS;
    }

    @Override
    public List<Column> columns() {
      return List.of(
          new Column(
              name, Column.Type.TEXT, (code, register) -> register.ports().get(code).code()));
    }
  }

  /** Yes (1) or no (0). */
  record Flag(String name) implements Dimension {

    @Override
    public int codes() {
      return 2;
    }

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

    private static final int BITS = 14;

    /** The most areas that a packed key can tell apart. */
    public static final int MOST = 1 << BITS;

    @Override
    public int codes() {
      return MOST;
    }

    @Override
    public int bits() {
      return BITS;
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
