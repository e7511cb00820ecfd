package io.portally.simulator.lines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.events.Programme;
import io.portally.events.SlaRule;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
  private static final Instant HAPPENED = Instant.parse("2026-03-01T08:30:00.500Z");
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final String MOVEMENT =
      """
      {"eventId": "e1", "classifier": "ACTUAL", "eventTime": "2026-03-01T08:30:00.500Z",
       "consignmentId": "6CNx1", "movement": "DISCHARGED", "port": "CNSHA", "direction": "IMPORT",
       "mode": "SEA", "grossMassKg": 12000, "teuHundredths": 200 MORE}\
      """;
  private static final String STAGE =
      """
      {"eventId": "c1", "eventTime": "2026-03-01T08:30:00.500Z", "consignmentId": "6CNx1",
       "declarationId": "d1", "stage": "LODGED", "port": "CNSHA", "direction": "IMPORT",
       "mode": "SEA", "programmes": ["AEO", "APPOINTMENT"], "grossMassKg": 12000,
       "appointmentTime": "2026-03-01T10:00:00Z", "valueFen": 5000000000000 MORE}\
      """;

  @Test
  void aLineBecomesTheRecordItSays() {
    Line.Message message = read(Topic.CARGO_MOVEMENTS, movement(""));

    CargoMovement movement = (CargoMovement) value(message);
    assertThat(movement.getEventId()).isEqualTo("e1");
    assertThat(movement.getEventTime()).isEqualTo(HAPPENED);
    assertThat(movement.getGrossMassKg()).isEqualTo(12_000);
    assertThat(message.key()).isEqualTo("6CNx1".getBytes(UTF_8));
    assertThat(message.timestamp()).isEqualTo(HAPPENED.toEpochMilli());
    assertThat(message.spread()).isEqualTo(new Line.Spread.ByKey());
  }

  @Test
  void fieldsWithADefaultMayBeLeftOut() {
    CargoMovement movement = (CargoMovement) value(read(Topic.CARGO_MOVEMENTS, movement("")));

    assertThat(movement.getVersion()).isZero();
    assertThat(movement.getRetracted()).isFalse();
    assertThat(movement.getLaden()).isTrue();
    assertThat(movement.getEquipmentId()).isNull();
  }

  @Test
  void listsWordsAndInstantsInsideTheValueAreRead() {
    ClearanceEvent stage = (ClearanceEvent) value(read(Topic.CLEARANCE_EVENTS, stage("")));

    assertThat(stage.getProgrammes()).containsExactly(Programme.AEO, Programme.APPOINTMENT);
    assertThat(stage.getAppointmentTime()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(stage.getValueFen()).isEqualTo(5_000_000_000_000L);
  }

  @Test
  void recordTimeKeyAndPartitionOfTheLineWin() {
    Line.Message message =
        read(
            Topic.CARGO_MOVEMENTS,
            movement(
                ", \"recordTime\": \"2026-03-01T09:00:00Z\", \"key\": \"k\", \"partition\": 3"));

    assertThat(message.timestamp()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z").toEpochMilli());
    assertThat(message.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(message.spread()).isEqualTo(new Line.Spread.To(3));
  }

  @Test
  void theClockGivesTheRecordTimeWhereItIsAskedForAndWhereThereIsNoEventTime() {
    LineReader byClock =
        new LineReader(Topic.CARGO_MOVEMENTS, RecordTime.NOW, InstantSource.fixed(NOW));
    Line.Message rule =
        read(
            Topic.SLA_RULES,
            """
            {"ruleId": "r1", "version": 1, "leg": "ARRIVAL_TO_RELEASE", "thresholdMinutes": 60,
             "severity": "WARNING", "enabled": true}\
            """);

    assertThat(((Line.Message) byClock.read(movement(""), 1)).timestamp())
        .isEqualTo(NOW.toEpochMilli());
    assertThat(rule.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(((SlaRule) value(rule)).getThresholdMinutes()).isEqualTo(60);
    assertThat(rule.key()).isEqualTo("r1".getBytes(UTF_8));
  }

  @Test
  void aHeartbeatHasNoKeyAndGoesEverywhereUnlessItNamesAPartition() {
    Line.Message everywhere =
        read(Topic.CLEARANCE_EVENTS, "{\"emittedAt\": \"2026-03-01T08:30:00.500Z\"}");
    Line.Message one =
        read(
            Topic.CLEARANCE_EVENTS,
            "{\"emittedAt\": \"2026-03-01T08:30:00.500Z\", \"partition\": 2}");

    assertThat(value(everywhere)).isEqualTo(new Heartbeat(HAPPENED));
    assertThat(everywhere.key()).isNull();
    assertThat(everywhere.timestamp()).isEqualTo(HAPPENED.toEpochMilli());
    assertThat(everywhere.spread()).isEqualTo(new Line.Spread.Everywhere());
    assertThat(one.spread()).isEqualTo(new Line.Spread.To(2));
  }

  @Test
  void bytesArePublishedAsTheyAre() {
    Line.Message message =
        read(
            Topic.CARGO_MOVEMENTS,
            "{\"recordTime\": \"2026-03-01T09:00:00Z\", \"key\": \"k\", \"bytes\": \"wwEAAQ==\"}");

    assertThat(message.value()).containsExactly(0xC3, 0x01, 0x00, 0x01);
    assertThat(message.key()).isEqualTo("k".getBytes(UTF_8));
  }

  @Test
  void bytesMayBeNullToDeleteAKey() {
    Line.Message message =
        read(
            Topic.SLA_RULES,
            "{\"recordTime\": \"2026-03-01T09:00:00Z\", \"key\": \"r1\", \"bytes\": null}");

    assertThat(message.value()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          , "colour": "red"                   | colour is no field of CargoMovement; its fields are eventId
          , "emittedAt": "2026-03-01T08:30:00Z" | eventId is no field of Heartbeat
          , "version": "1"                    | version is "1"; write a whole number of at most 32 bits
          , "version": 1.5                    | version is 1.5; write a whole number of at most 32 bits
          , "version": 3000000000             | version is 3000000000; write a whole number of at most 32 bits
          , "version": null                   | version is null; write a whole number
          , "laden": "yes"                    | laden is "yes"; write true or false
          , "equipmentId": 7                  | equipmentId is 7; write a text
          , "equipmentId": "\\ud83d"          | equipmentId holds half a surrogate pair
          , "eventId": "again"                | not JSON: Duplicate field 'eventId'
          , "partition": -1                   | partition is -1; write a whole number from 0 on
          , "partition": "1"                  | partition is "1"; write a whole number from 0 on
          , "key": 1                          | key is a number; write a text
          , "recordTime": 1767225600000       | recordTime is 1767225600000; write an instant
          , "recordTime": "yesterday"         | recordTime: 'yesterday' is no instant; write ISO 8601
          , "recordTime": "2026-03-01"        | recordTime: '2026-03-01' is no instant; write ISO 8601
          , "recordTime": "2026-03-01T08:30:00.0001Z" | recordTime: '2026-03-01T08:30:00.0001Z' is finer
          , "recordTime": "+999999999-01-01T00:00:00Z" | recordTime: '+999999999-01-01T00:00:00Z' is too far
          , "recordTime": "1969-12-31T23:59:59Z" | the record time 1969-12-31T23:59:59.000Z is before 1970
          , "bytes": "AA=="                   | eventId cannot stand beside bytes
          """)
  void aBadLineSaysWhichFieldAndValue(String more, String why) {
    assertThat(bad(Topic.CARGO_MOVEMENTS, movement(more))).startsWith(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"eventId"                          | not JSON:
          {} {}                               | not JSON:
          []                                  | a JSON object is expected, but this is an array
          "text"                              | a JSON object is expected, but this is a text
          {}                                  | eventId is missing; it has no default
          {"bytes": "AA=="}                   | recordTime is missing; bytes have no event time
          {"recordTime": "2026-03-01T09:00:00Z", "bytes": "%"} | bytes is no base64
          {"recordTime": "2026-03-01T09:00:00Z", "bytes": 1} | bytes is a number; write base64 or null
          {"emittedAt": "soon"}               | emittedAt: 'soon' is no instant
          """)
  void aLineThatIsNoRecordSaysWhy(String line, String why) {
    assertThat(bad(Topic.CARGO_MOVEMENTS, line)).startsWith(why);
  }

  @Test
  void aWordThatTheSchemaDoesNotHaveIsRefusedWithThoseItHas() {
    assertThat(bad(Topic.CARGO_MOVEMENTS, movement("").replace("IMPORT", "INWARD")))
        .isEqualTo(
            "direction is \"INWARD\"; write one of UNKNOWN, IMPORT, EXPORT, TRANSIT,"
                + " TRANSSHIPMENT, DOMESTIC");
    assertThat(bad(Topic.CLEARANCE_EVENTS, stage("").replace("\"AEO\"", "\"AE0\"")))
        .startsWith("programmes[0] is \"AE0\"; write one of UNKNOWN, AEO,");
    assertThat(bad(Topic.CLEARANCE_EVENTS, stage("").replace("[\"AEO\", \"APPOINTMENT\"]", "null")))
        .startsWith("programmes is null; write an array");
  }

  @Test
  void rulesCarryNoHeartbeats() {
    assertThat(bad(Topic.SLA_RULES, "{\"emittedAt\": \"2026-03-01T08:30:00Z\"}"))
        .startsWith("emittedAt is no field of SlaRule");
  }

  @Test
  void aBadLineKeepsItsNumber() {
    LineReader reader =
        new LineReader(Topic.CARGO_MOVEMENTS, RecordTime.EVENT, InstantSource.fixed(NOW));

    assertThat(reader.read("[]", 17))
        .isEqualTo(new Line.Bad(17, "a JSON object is expected, but this is an array"));
  }

  @Test
  void whatAnEventMeansIsNotCheckedHere() {
    String nonsense = movement("").replace("CNSHA", "nowhere").replace("12000", "-1");

    assertThat(value(read(Topic.CARGO_MOVEMENTS, nonsense))).isInstanceOf(CargoMovement.class);
  }

  private static String movement(String more) {
    return oneLine(MOVEMENT.replace(" MORE", more));
  }

  private static String stage(String more) {
    return oneLine(STAGE.replace(" MORE", more));
  }

  private static String oneLine(String text) {
    return text.replace("\n", "");
  }

  private static Line.Message read(Topic topic, String line) {
    Line read =
        new LineReader(topic, RecordTime.EVENT, InstantSource.fixed(NOW)).read(oneLine(line), 1);
    assertThat(read).isInstanceOf(Line.Message.class);
    return (Line.Message) read;
  }

  private static String bad(Topic topic, String line) {
    Line read = new LineReader(topic, RecordTime.EVENT, InstantSource.fixed(NOW)).read(line, 1);
    assertThat(read).isInstanceOf(Line.Bad.class);
    return ((Line.Bad) read).why();
  }

  private static SpecificRecord value(Line.Message message) {
    Decoded decoded = new SingleObjectDecoder().decode(message.value());
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    return ((Decoded.Event) decoded).record();
  }
}
