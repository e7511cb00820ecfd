package io.portally.tally.journey;

import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.fate.EventTopic;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is told of packed records is what they say when they are read. */
class PackedRecordsTest {

  /** Of one, two and three bytes a character; a lone surrogate; longer than a byte can tell. */
  private static final List<String> IDS =
      List.of("e1", "e2", "1e", "e", "é", "事件", "\uD800", "🚢".repeat(64), "e".repeat(127), "🚢1");

  private static final List<List<Programme>> PROGRAMMES =
      List.of(
          List.of(),
          List.of(Programme.AEO),
          List.of(Programme.TWO_STEP_DECLARATION),
          List.of(Programme.AEO, Programme.TWO_STEP_DECLARATION));

  @Property(tries = 300)
  void recordsComeBackAndVersionsAreFound(@ForAll("anyRecords") List<JourneyRecord> records) {
    Journeys journeys = new Journeys(records, Journeys.NONE);

    assertThat(journeys.records()).isEqualTo(records);
    assertThat(Journeys.ofPacked(journeys.packed(), 7).records()).isEqualTo(records);
    for (EventTopic topic : EventTopic.values()) {
      assertThat(journeys.count(topic)).isEqualTo(count(records, topic));
      for (String id : IDS) {
        assertThat(journeys.versionsOf(topic, id)).isEqualTo(versionsOf(records, topic, id));
      }
    }
    for (String declaration : IDS) {
      assertThat(journeys.isStageKnown(declaration, Stage.RELEASED))
          .isEqualTo(records.stream().anyMatch(record -> isReleaseOf(declaration, record)));
      assertThat(journeys.isStageKnown(declaration, Stage.HELD)).isFalse();
    }
  }

  @Property(tries = 100)
  void anEventIsNewWhereNoVersionOfItIsRemembered(
      @ForAll("anyRecords") List<JourneyRecord> records) {
    Journeys journeys = new Journeys(records, Journeys.NONE);

    for (String id : IDS) {
      JourneyRecord record = remembered(m -> m.setEventId(id).setVersion(9));
      assertThat(journeys.changeBy(record, Duration.ofDays(30).toMillis()).isNewEvent())
          .isEqualTo(versionsOf(records, record.topic(), record.eventId()).isEmpty());
    }
  }

  @Property(tries = 100)
  void aGlanceSeesWhatTheRecordsTell(@ForAll("anyRecords") List<JourneyRecord> records) {
    Journeys journeys = new Journeys(records, Journeys.NONE);
    JourneyRecord record = remembered(m -> m.setEventId("another").setEventTime(HAPPENED));

    Change change = journeys.changeBy(record, Duration.ofDays(30).toMillis());

    int milestones = 0;
    int programmes = 0;
    for (JourneyRecord known : records) {
      milestones |= Glance.bit(known.milestone());
      programmes |= known instanceof ClearanceRecord clearance ? clearance.programmes() : 0;
    }
    assertThat(change.known()).isEqualTo(new Glance(milestones, programmes));
    assertThat(change.isLatest())
        .isEqualTo(records.stream().allMatch(known -> known.eventTime() < record.eventTime()));
  }

  private static boolean isReleaseOf(String declaration, JourneyRecord record) {
    return record instanceof ClearanceRecord clearance
        && clearance.stage() == Stage.RELEASED
        && clearance.declarationId().equals(declaration);
  }

  private static long count(List<JourneyRecord> records, EventTopic topic) {
    return records.stream().filter(record -> record.topic() == topic).count();
  }

  private static List<JourneyRecord> versionsOf(
      List<JourneyRecord> records, EventTopic topic, String eventId) {
    return records.stream()
        .filter(record -> record.topic() == topic && record.eventId().equals(eventId))
        .toList();
  }

  @Provide
  static Arbitrary<List<JourneyRecord>> anyRecords() {
    Arbitrary<JourneyRecord> record =
        Combinators.combine(
                Arbitraries.of(IDS),
                Arbitraries.integers().between(0, 3),
                Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L),
                Arbitraries.of(true, false))
            .as(PackedRecordsTest::record);
    return record.list().ofMaxSize(12);
  }

  private static JourneyRecord record(String id, int version, long later, boolean moves) {
    if (moves) {
      return remembered(
          m ->
              m.setEventId(id)
                  .setVersion(version)
                  .setEventTime(HAPPENED.plusMillis(later))
                  .setRetracted(version == 3)
                  .setEquipmentId(version == 0 ? null : id));
    }
    return rememberedClearance(
        c ->
            c.setEventId(id)
                .setVersion(version)
                .setEventTime(HAPPENED.plusMillis(later))
                .setDeclarationId(IDS.get(version))
                .setProgrammes(PROGRAMMES.get(version))
                .setStage(Stage.RELEASED));
  }
}
