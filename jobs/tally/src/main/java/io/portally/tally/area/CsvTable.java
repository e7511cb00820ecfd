package io.portally.tally.area;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of a CSV file under its header, each of which knows where it stands. */
final class CsvTable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private CsvTable() {}

  /**
   * @throws RegisterException if the text is no CSV, lacks a column, or has a line with more or
   *     fewer fields than the header
   */
  static List<Line> parse(String file, String text, List<String> columns) {
    List<CsvRecord> records = records(file, text);
    if (records.isEmpty()) {
      throw new RegisterException(
          file + ":1: the header is missing; expected " + String.join(",", columns));
    }
    CsvRecord header = records.get(0);
    requireColumns(file, header, columns);
    List<Line> lines = new ArrayList<>();
    for (CsvRecord row : records.subList(1, records.size())) {
      lines.add(line(file, header, row));
    }
    return lines;
  }

  private static List<CsvRecord> records(String file, String text) {
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    List<CsvRecord> records = new ArrayList<>();
    try {
      CsvReader.builder()
          .allowUnclosedQuote(false)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .ofCsvRecord(content)
          .forEach(records::add);
    } catch (CsvParseException e) {
      long next =
          records.isEmpty() ? 1 : records.get(records.size() - 1).getStartingLineNumber() + 1;
      throw new RegisterException(
          "%s:%d: this is no CSV; close every quote, and quote a field that holds one"
              .formatted(file, next),
          e);
    }
    return records;
  }

  private static void requireColumns(String file, CsvRecord header, List<String> columns) {
    Set<String> there = new HashSet<>();
    for (String column : header.getFields()) {
      if (!there.add(column)) {
        throw new RegisterException(
            "%s:%d: the column '%s' is there twice; drop one"
                .formatted(file, header.getStartingLineNumber(), column));
      }
    }
    for (String column : columns) {
      if (!there.contains(column)) {
        throw new RegisterException(
            "%s:%d: the header lacks the column '%s'; expected %s"
                .formatted(
                    file, header.getStartingLineNumber(), column, String.join(",", columns)));
      }
    }
  }

  private static Line line(String file, CsvRecord header, CsvRecord row) {
    long number = row.getStartingLineNumber();
    if (row.getFieldCount() != header.getFieldCount()) {
      throw new RegisterException(
          "%s:%d: the line has %d fields and the header %d; quote a field that holds a comma"
              .formatted(file, number, row.getFieldCount(), header.getFieldCount()));
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      fields.put(header.getField(i), row.getField(i).strip());
    }
    return new Line(file, number, fields);
  }

  /** One line of the file: its fields by column, stripped of blanks around them. */
  record Line(String file, long number, Map<String, String> fields) {
    /** The field, which may be empty. */
    String field(String column) {
      String value = fields.get(column);
      if (value == null) {
        throw new IllegalArgumentException(column + " is not among the columns asked for");
      }
      return value;
    }

    String required(String column) {
      String value = field(column);
      if (value.isEmpty()) {
        throw refused("%s is empty; fill it in".formatted(column));
      }
      return value;
    }

    /** A finite decimal number from {@code least} to {@code most}, both included. */
    double number(String column, double least, double most) {
      String value = required(column);
      double number;
      try {
        number = new BigDecimal(value).doubleValue();
      } catch (NumberFormatException e) {
        throw refused("%s '%s' is not a number; write a decimal".formatted(column, value));
      }
      if (number < least || number > most) {
        throw refused("%s %s is not in %s..%s; correct it".formatted(column, value, least, most));
      }
      return number;
    }

    <E extends Enum<E>> E word(String column, Class<E> words) {
      List<E> constants = Arrays.asList(words.getEnumConstants());
      return Enum.valueOf(words, word(column, constants.stream().map(Enum::name).toList()));
    }

    String word(String column, List<String> words) {
      String value = required(column);
      if (!words.contains(value)) {
        throw refused(
            "unknown %s '%s'; use one of %s".formatted(column, value, String.join(", ", words)));
      }
      return value;
    }

    RegisterException refused(String why) {
      return new RegisterException("%s:%d: %s".formatted(file, number, why));
    }
  }
}
