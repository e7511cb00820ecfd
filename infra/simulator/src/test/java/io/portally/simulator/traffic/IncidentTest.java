package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.simulator.lines.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTest {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant TWELVE = TEN.plus(Duration.ofHours(2));
  private static final Instant ONE = TEN.plus(Duration.ofHours(3));

  private static final Incident CLOSED =
      new Incident("typhoon", IncidentKind.PORT_CLOSES, "CNTAO", null, 0, TEN, TWELVE, ONE);
  private static final Incident SLOW =
      new Incident("strike", IncidentKind.PORT_SLOWS, "CNTAO", null, 0.25, TEN, TWELVE, ONE);

  @Test
  void aClosedPortPutsOffToItsOpeningAndIsThroughWhenItIsCleared() {
    assertThat(bent(CLOSED, "09:59:59.999")).isEqualTo("09:59:59.999");
    assertThat(bent(CLOSED, "10:00:00.000")).isEqualTo("12:00:00.000");
    assertThat(bent(CLOSED, "11:30:00.000")).isEqualTo("12:30:00.000");
    assertThat(bent(CLOSED, "13:00:00.000")).isEqualTo("13:00:00.000");
  }

  @Test
  void aSlowPortDoesAShareOfTheWorkUntilItIsAsUsualAgain() {
    assertThat(bent(SLOW, "10:00:00.000")).isEqualTo("10:00:00.000");
    assertThat(bent(SLOW, "10:15:00.000")).isEqualTo("11:00:00.000");
    assertThat(bent(SLOW, "10:30:00.000")).isEqualTo("12:00:00.000");
    assertThat(bent(SLOW, "11:45:00.000")).isEqualTo("12:30:00.000");
  }

  @Test
  void nothingOvertakesAndNothingComesEarlier() {
    for (Incident incident : List.of(CLOSED, SLOW)) {
      long[] moments = LongStream.range(-60, 240).map(IncidentTest::minute).toArray();
      long[] bent = LongStream.of(moments).map(incident::bend).toArray();
      for (int i = 0; i < moments.length; i++) {
        assertThat(bent[i]).isGreaterThanOrEqualTo(moments[i]);
        assertThat(i == 0 || bent[i] > bent[i - 1]).isTrue();
      }
    }
  }

  @Test
  void byDefaultWhatWaitsIsWorkedOffAtTwiceTheUsualPace() {
    assertThat(Incident.usuallyCleared(TEN, TWELVE, 0)).isEqualTo("2026-03-02T14:00:00Z");
    assertThat(Incident.usuallyCleared(TEN, TWELVE, 0.25)).isEqualTo("2026-03-02T13:30:00Z");
  }

  @Test
  void aLineHasAllOfIt() {
    List<Incident> incidents =
        IncidentLines.read(
            List.of(
                "",
                """
                {"name":"jam","kind":"corridor-blocks","port":"CNYTN","fromPort":"CNHUZ","from":"2026-03-02T10:00:00Z","until":"2026-03-02T12:00:00Z"}""",
                """
                {"name":"strike","kind":"PORT_SLOWS","port":"CNTAO","capacity":0.25,"from":"2026-03-02T10:00:00Z","until":"2026-03-02T12:00:00Z","cleared":"2026-03-02T13:00:00Z"}"""));

    assertThat(incidents)
        .containsExactly(
            new Incident(
                "jam",
                IncidentKind.CORRIDOR_BLOCKS,
                "CNYTN",
                "CNHUZ",
                0,
                TEN,
                TWELVE,
                TEN.plus(Duration.ofHours(4))),
            SLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                      | line 1 is no incident:
          {"size":1}                             | line 1 is no incident: Unrecognized field "size"
          {"name":"a","port":"CNTAO"}            | line 1: kind is missing: an incident needs one
          {"name":"a","kind":"storm"}            | line 1: kind is 'storm': write one of port-slows, port-closes, inspection-backlog, corridor-blocks
          {"name":"a","kind":"port-closes","port":"CNTAO","from":"today"} | 'today' is no instant
          {"name":"a","kind":"port-closes","port":"CNTAO","from":"2026-03-02T10:00:00Z","until":"2026-03-02T10:00:00Z"} | until is 2026-03-02T10:00:00Z: it has to be after from
          {"name":"a","kind":"port-closes","capacity":0.5,"port":"CNTAO","from":"2026-03-02T10:00:00Z","until":"2026-03-02T11:00:00Z"} | capacity is 0.5: leave it out, as nothing goes on in port-closes
          {"name":"a","kind":"port-slows","capacity":1,"port":"CNTAO","from":"2026-03-02T10:00:00Z","until":"2026-03-02T11:00:00Z"} | capacity is 1.0: write the share of work that goes on
          {"name":"a","kind":"corridor-blocks","port":"CNTAO","from":"2026-03-02T10:00:00Z","until":"2026-03-02T11:00:00Z"} | fromPort is null: a corridor has one
          {"name":"a","kind":"port-closes","port":"CNTAO","from":"2026-03-02T10:00:00Z","until":"2026-04-02T11:00:00Z"} | it has to be at most 30 days after from
          """)
  void aWrongLineIsRefusedInOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> IncidentLines.read(List.of(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static long minute(long minutes) {
    return TEN.toEpochMilli() + minutes * 60_000;
  }

  private static String bent(Incident incident, String time) {
    Instant moment = Instant.parse("2026-03-02T" + time + "Z");
    String bent = Instants.write(Instant.ofEpochMilli(incident.bend(moment.toEpochMilli())));
    return bent.substring("2026-03-02T".length(), bent.length() - 1);
  }
}
