package io.portally.tally.journey;

import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.fate.EventTopic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final int YANTIAN = REGISTER.portOrdinal("CNYTN");

  @Test
  void ofAMovementEverythingIsRememberedThatDecidesAFigure() {
    MovementRecord record =
        remembered(m -> m.setVersion(2).setRetracted(true).setOtherPort("CNSHA").setLaden(false));

    assertThat(record)
        .isEqualTo(
            new MovementRecord(
                "e1",
                2,
                true,
                HAPPENED.toEpochMilli(),
                "CSQU3054383",
                Movement.DISCHARGED,
                YANTIAN,
                REGISTER.portOrdinal("CNSHA"),
                Direction.IMPORT,
                Mode.SEA,
                false,
                24_000,
                200));
    assertThat(record.topic()).isEqualTo(EventTopic.CARGO_MOVEMENTS);
  }

  @Test
  void anotherPortThatIsNotInTheRegisterIsAbroadAndNoneIsNowhere() {
    assertThat(remembered(m -> m.setOtherPort("SGSIN")).otherPort())
        .isEqualTo(MovementRecord.ABROAD);
    assertThat(remembered(m -> m.setOtherPort(null)).otherPort()).isEqualTo(MovementRecord.NOWHERE);
  }

  @Test
  void ofAClearanceEverythingIsRememberedThatDecidesAFigure() {
    ClearanceRecord record =
        rememberedClearance(
            c ->
                c.setVersion(1)
                    .setProgrammes(List.of(Programme.AEO, Programme.UNKNOWN, Programme.AEO))
                    .setAeoCountry("SG")
                    .setPartnerCountry("DE")
                    .setSingleWindowService(964)
                    .setSingleWindowCategory(25)
                    .setAppointmentTime(HAPPENED.plusSeconds(1))
                    .setHsChapter(85));

    assertThat(record)
        .isEqualTo(
            new ClearanceRecord(
                "e1",
                1,
                false,
                HAPPENED.toEpochMilli(),
                "531620261",
                Stage.RELEASED,
                YANTIAN,
                Direction.IMPORT,
                Mode.SEA,
                1 << Programme.AEO.ordinal(),
                "SG",
                "DE",
                964,
                25,
                HAPPENED.toEpochMilli() + 1_000,
                24_000,
                9_000_000,
                85));
    assertThat(record.topic()).isEqualTo(EventTopic.CLEARANCE_EVENTS);
  }

  @Test
  void whatAClearanceDoesNotGiveIsToldApartFromWhatItGives() {
    ClearanceRecord record = rememberedClearance(c -> {});

    assertThat(record.programmes()).isZero();
    assertThat(record.aeoCountry()).isNull();
    assertThat(record.partnerCountry()).isNull();
    assertThat(record.singleWindowService()).isZero();
    assertThat(record.singleWindowCategory()).isZero();
    assertThat(record.hsChapter()).isZero();
    assertThat(record.appointmentTime()).isEqualTo(ClearanceRecord.NO_APPOINTMENT);
    assertThat(rememberedClearance(c -> c.setAppointmentTime(Instant.EPOCH)).appointmentTime())
        .isNotEqualTo(ClearanceRecord.NO_APPOINTMENT);
  }

  @Test
  void everyProgrammeHasABitOfItsOwn() {
    List<Programme> all = List.of(Programme.values());

    ClearanceRecord record = rememberedClearance(c -> c.setProgrammes(all));

    assertThat(Integer.bitCount(record.programmes())).isEqualTo(all.size() - 1);
  }

  @Test
  void recordsStandInTheOrderOfEventTimeAndThenOfTheCodePointsOfTheirIds() {
    List<String> ids =
        List.of("", "a", "aa", "b", "\uD7FF", "\uFF5E", "\uD83D\uDEA2", "\uD83D\uDEA3");
    for (int i = 0; i < ids.size(); i++) {
      for (int j = 0; j < ids.size(); j++) {
        String one = ids.get(i);
        String other = ids.get(j);
        assertThat(
                rememberedClearance(c -> c.setEventId(one))
                    .isBefore(rememberedClearance(c -> c.setEventId(other))))
            .as("%s before %s", one, other)
            .isEqualTo(i < j);
      }
    }
    assertThat(
            rememberedClearance(c -> c.setEventId("b"))
                .isBefore(
                    rememberedClearance(
                        c -> c.setEventId("a").setEventTime(HAPPENED.plusMillis(1)))))
        .isTrue();
  }

  @Test
  void theKeyOfAConsignmentIsTheSameForEver() {
    // State is found by it: another value would lose every journey at the next upgrade.
    assertThat(ConsignmentKey.of("6CN-1"))
        .isEqualTo(new ConsignmentKey(6606611533048826345L, -127226363360428114L));
    assertThat(ConsignmentKey.of("6CN-1")).isNotEqualTo(ConsignmentKey.of("6CN-2"));
    assertThat(ConsignmentKey.of("箱-1")).isNotEqualTo(ConsignmentKey.of("箱-2"));
  }
}
