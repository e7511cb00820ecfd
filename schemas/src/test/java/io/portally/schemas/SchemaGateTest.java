package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaGateTest {

  private static final String PARCEL =
      """
      {'type': 'record', 'name': 'Parcel', 'namespace': 'test', 'doc': 'A parcel.', 'fields': [
        {'name': 'id', 'doc': 'Its id.', 'type': 'string'},
        {'name': 'at', 'doc': 'When.', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
        {'name': 'size', 'doc': 'How big.', 'type': {'type': 'enum', 'name': 'Size', 'doc': 'Sizes.',
          'symbols': ['UNKNOWN', 'SMALL', 'BIG'], 'default': 'UNKNOWN'}},
        {'name': 'note', 'doc': 'For people.', 'type': ['null', 'string'], 'default': null},
        {'name': 'pieces', 'doc': 'How many.', 'type': 'int', 'default': 1},
        {'name': 'marks', 'doc': 'Labels.', 'type': {'type': 'array', 'items': 'string'}}
      ]}
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          millis become micros       | timestamp-millis              | timestamp-micros               | at     | had logicalType timestamp-millis and has timestamp-micros
          millis become a bare long  | {'type': 'long', 'logicalType': 'timestamp-millis'} | 'long'   | at     | had logicalType timestamp-millis and has none
          a long gets a meaning      | 'type': 'int', 'default': 1   | 'type': {'type': 'int', 'logicalType': 'date'}, 'default': 1 | pieces | had logicalType none and has date
          a field goes               | {'name': 'id', 'doc': 'Its id.', 'type': 'string'}, | ""       | id     | is gone but has no default
          a field is renamed         | 'name': 'id'                  | 'name': 'key', 'aliases': ['id'] | id     | is gone but has no default
          a field comes              | 'fields': [                   | 'fields': [{'name': 'to', 'doc': 'Whereto.', 'type': 'string'}, | to | is new but has no default
          int becomes long           | 'type': 'int'                 | 'type': 'long'                 | pieces | was int and is long
          text becomes bytes         | 'Its id.', 'type': 'string'   | 'Its id.', 'type': 'bytes'     | id     | was string and is bytes
          a field becomes nullable   | 'Its id.', 'type': 'string'   | 'Its id.', 'type': ['null', 'string'] | id | was string and is union
          a nullable gets a type     | ['null', 'string']            | ['null', 'string', 'int']      | note   | was a union of 2 types and is one of 3
          a list has other items     | 'items': 'string'             | 'items': 'long'                | marks  | was string and is long
          symbols change places      | 'SMALL', 'BIG'                | 'BIG', 'SMALL'                 | size   | had the symbols [UNKNOWN, SMALL, BIG]
          a symbol goes              | , 'BIG'                       | ""                             | size   | had the symbols [UNKNOWN, SMALL, BIG]
          a symbol comes in between  | 'SMALL', 'BIG'                | 'SMALL', 'MIDDLE', 'BIG'       | size   | had the symbols [UNKNOWN, SMALL, BIG]
          the default symbol goes    | , 'default': 'UNKNOWN'        | ""                             | size   | had the default symbol UNKNOWN and has none
          another default symbol     | 'default': 'UNKNOWN'          | 'default': 'SMALL'             | size   | had the default symbol UNKNOWN and has SMALL
          another default            | 'default': 1                  | 'default': 2                   | pieces | had the default 1 and has 2
          the default goes           | , 'default': 1                | ""                             | pieces | had the default 1 and has none
          another name               | 'name': 'Parcel'              | 'name': 'Box'                  | ""     | was named test.Parcel and is named test.Box
          another namespace          | 'namespace': 'test'           | 'namespace': 'elsewhere'       | ""     | was named test.Parcel and is named elsewhere.Parcel
          an enum has another name   | 'name': 'Size'                | 'name': 'Extent'               | size   | was named test.Size and is named test.Extent
          """)
  void refusesWhatARereleaseMayNotChange(
      String change, String from, String to, String field, String problem) {
    List<SchemaGate.Violation> violations =
        SchemaGate.check(parcel(from, to), List.of(parse(PARCEL)));

    assertThat(violations)
        .as(change)
        .anySatisfy(violation -> assertSays(violation, field, problem));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          no doc on the record | 'doc': 'A parcel.',             | ""                     | ""     | record Parcel has no doc
          no doc on a field    | 'doc': 'Its id.',               | ""                     | id     | field id has no doc
          an empty doc         | 'Its id.'                       | ' '                    | id     | field id has no doc
          no doc on an enum    | 'doc': 'Sizes.',                | ""                     | size   | enum Size has no doc
          no UNKNOWN           | 'UNKNOWN', 'SMALL'              | 'SMALL'                | size   | does not begin with UNKNOWN
          UNKNOWN last         | 'UNKNOWN', 'SMALL', 'BIG'       | 'SMALL', 'BIG', 'UNKNOWN' | size | does not begin with UNKNOWN
          no default symbol    | , 'default': 'UNKNOWN'          | ""                     | size   | default to it
          floating point       | 'type': 'int', 'default': 1     | 'type': 'double', 'default': 1.0 | pieces | is double
          recursion            | 'items': 'string'               | 'items': 'Parcel'      | marks  | Parcel contains itself
          a Java class         | 'Its id.', 'type': 'string'     | 'Its id.', 'type': {'type': 'string', 'java-class': 'java.net.URL'} | id | names a Java class (java-class)
          """)
  void refusesWhatNoSchemaMayHave(
      String flaw, String from, String to, String field, String problem) {
    String changed = change(from, to);
    if (flaw.equals("no UNKNOWN")) {
      changed = changed.replace(", \"default\": \"UNKNOWN\"", "");
    }

    assertThat(SchemaGate.check(parse(changed), List.of()))
        .as(flaw)
        .anySatisfy(violation -> assertSays(violation, field, problem));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nothing at all             | 'id'            | 'id'
          other words                | Its id.         | Its number.
          a field with a default     | 'fields': [     | 'fields': [{'name': 'to', 'doc': 'Whereto.', 'type': 'string', 'default': ''},
          a symbol at the end        | 'BIG'           | 'BIG', 'HUGE'
          a field with a default goes | {'name': 'pieces', 'doc': 'How many.', 'type': 'int', 'default': 1}, | ""
          """)
  void letsPassWhatEveryReleaseCanRead(String change, String from, String to) {
    assertThat(SchemaGate.check(parcel(from, to), List.of(parse(PARCEL)))).as(change).isEmpty();
  }

  @Test
  void comparesWithEveryReleaseAndNotOnlyWithTheNewest() {
    String pieces = "{'name': 'pieces', 'doc': 'How many.', 'type': 'int', 'default': 1},";
    Schema first = parse(PARCEL);
    Schema second = parcel(pieces, "");
    Schema third = parcel("'type': 'int'", "'type': 'long'");

    assertThat(SchemaGate.check(third, List.of(second))).isEmpty();
    assertThat(SchemaGate.check(third, List.of(first, second)))
        .singleElement()
        .hasToString(
            "Parcel.pieces: was int and is long; instead: keep the field and add another one, with a"
                + " default, for the new type");
  }

  @Test
  void refusesMicrosecondsInARealSchema() {
    Schema released = Schemas.released(CargoMovement.class).get(0).schema();
    Schema micros = parse(released.toString().replace("timestamp-millis", "timestamp-micros"));

    assertThat(SchemaGate.check(micros, List.of(released)))
        .singleElement()
        .satisfies(violation -> assertThat(violation.field()).isEqualTo("eventTime"));
  }

  private static void assertSays(SchemaGate.Violation violation, String field, String problem) {
    assertThat(violation.field()).isEqualTo(field);
    assertThat(violation.problem()).contains(problem);
    assertThat(violation.instead()).isNotBlank();
  }

  private static Schema parcel(String from, String to) {
    return parse(change(from, to));
  }

  private static String change(String from, String to) {
    assertThat(PARCEL).contains(from);
    return PARCEL.replace(from, to == null ? "" : to).replace('\'', '"');
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
