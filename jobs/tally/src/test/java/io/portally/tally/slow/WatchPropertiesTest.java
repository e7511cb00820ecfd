package io.portally.tally.slow;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertStatus;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.Stage;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Whatever comes, in whatever order: the same alerts stand in the end, as the reference has them.
 */
class WatchPropertiesTest {

  private static final List<Movement> MOVEMENTS =
      List.of(
          Movement.ARRIVED,
          Movement.DISCHARGED,
          Movement.GATED_IN,
          Movement.LOADED,
          Movement.DEPARTED,
          Movement.GATED_OUT);
  private static final List<Stage> STAGES =
      List.of(
          Stage.LODGED,
          Stage.LODGED,
          Stage.ACCEPTED,
          Stage.INSPECTED,
          Stage.RELEASED,
          Stage.RELEASED,
          Stage.CANCELLED);
  private static final List<String> PORTS = List.of("CNYTN", "CNYTN", "CNYTN", "CNSHA", "HKHKG");
  private static final List<String> OTHER_PORTS = List.of("CNYTN", "CNSHA", "HKHKG", "SGSIN", "-");
  private static final List<Direction> DIRECTIONS =
      List.of(Direction.IMPORT, Direction.IMPORT, Direction.EXPORT);
  private static final List<Integer> MINUTES = List.of(1, 60, 120, 121, 300, 600);
  private static final long BEGIN = HAPPENED.minus(Duration.ofHours(2)).toEpochMilli();
  private static final long END = HAPPENED.plus(Duration.ofHours(60)).toEpochMilli();
  private static final Comparator<Raised> BY_LIFE =
      Comparator.comparingInt(Raised::occurrence).thenComparing(Raised::status);

  private final Watch watch = new Watch(DEFINITIONS.lifetimes());

  @Property(tries = 2_000)
  void theSameAlertsStandInTheEndWhateverTheOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<JourneyRecord> records = records(random);
    Assume.that(AlertsReference.transfersAreApart(records));
    List<Rule> rules = rules(random);
    Map<String, String> expected = AlertsReference.of(records, rules, END);
    for (int order = 0; order < 3; order++) {
      Collections.shuffle(records, random);
      WatchedConsignment consignment = WatchedConsignment.unknown("6CN-1");
      List<Alert> told = run(consignment, records, RuleBook.of(REGISTER, rules), random);

      assertThat(standing(consignment.raised()))
          .as("seed %d, records in this order: %s, rules: %s", seed, records, rules)
          .isEqualTo(expected);
      assertEachLifeIsInOrder(told);
      assertThat(endsWithNothing(consignment, RuleBook.of(REGISTER, rules))).isTrue();
    }
  }

  /** Time goes on between records, now and then, so that alerts open before all is known. */
  private List<Alert> run(
      WatchedConsignment consignment, List<JourneyRecord> records, RuleBook rules, Random random) {
    List<Alert> told = new ArrayList<>();
    long now = BEGIN;
    for (JourneyRecord record : records) {
      now = goOn(consignment, record, rules, now, END, told, random);
    }
    reach(consignment, rules, END, told);
    return told;
  }

  /** Time goes on, perhaps, but no further than to an instant; then a record comes. */
  private long goOn(
      WatchedConsignment consignment,
      JourneyRecord record,
      RuleBook rules,
      long now,
      long mostly,
      List<Alert> told,
      Random random) {
    long later = now;
    if (random.nextInt(3) == 0) {
      later = Math.max(now, Math.min(mostly, now + random.nextInt(20) * 3_600_000L));
      reach(consignment, rules, later, told);
    }
    watch.accept(consignment, record, rules, later, told::add);
    return later;
  }

  /**
   * The next life goes on from what was remembered at one moment, hears what was told since, and
   * reads what came since in another order. No record that was read is read again later than event
   * time allows it.
   */
  @Property(tries = 1_000)
  void theSameAlertsStandInTheEndWhereALifeWasLost(@ForAll long seed) {
    Random random = new Random(seed);
    List<JourneyRecord> records = records(random);
    List<Rule> rules = oneRuleForEach(random);
    RuleBook book = RuleBook.of(REGISTER, rules);
    Collections.shuffle(records, random);
    int kept = random.nextInt(records.size() + 1);
    int read = kept + random.nextInt(records.size() - kept + 1);
    WatchedConsignment lost = WatchedConsignment.unknown("6CN-1");
    List<Alert> told = new ArrayList<>();
    long now = BEGIN;
    for (JourneyRecord record : records.subList(0, kept)) {
      now = goOn(lost, record, book, now, END, told, random);
    }
    long checkpoint = now;
    WatchedConsignment next = lost.copy();
    List<Alert> toldSince = new ArrayList<>();
    IdentityHashMap<JourneyRecord, Long> readAt = new IdentityHashMap<>();
    for (JourneyRecord record : records.subList(kept, read)) {
      now = goOn(lost, record, book, now, END, toldSince, random);
      readAt.put(record, now);
    }
    reach(lost, book, Math.min(END, now + random.nextInt(20) * 3_600_000L), toldSince);
    told.addAll(toldSince);

    toldSince.forEach(alert -> watch.hear(next, alert.raised(), alert.toldAt(), checkpoint));
    if (!next.isForgotten()) {
      watch.changeRules(next, EnumSet.allOf(Leg.class), book, checkpoint, told::add);
    }
    List<JourneyRecord> again = new ArrayList<>(records.subList(kept, records.size()));
    Collections.shuffle(again, random);
    now = checkpoint;
    for (int i = 0; i < again.size(); i++) {
      long mostly = END;
      for (JourneyRecord unread : again.subList(i, again.size())) {
        mostly = Math.min(mostly, readAt.getOrDefault(unread, END) + Watch.BELIEF - 1);
      }
      now = goOn(next, again.get(i), book, now, mostly, told, random);
    }
    reach(next, book, END + Watch.BELIEF, told);

    String sentence =
        "seed %d, records: %s, of which %d were kept and %d read, then: %s; rules: %s; told: %s"
            .formatted(seed, records, kept, read, again, rules, told);
    Map<String, String> expected = AlertsReference.of(records, rules, END + Watch.BELIEF);
    assertThat(standing(next.raised())).as(sentence).isEqualTo(expected);
    assertThat(standing(lastOfEach(told))).as(sentence).isEqualTo(expected);
  }

  /** Of each alert what was told last; fails where one counts down. */
  private static Collection<Raised> lastOfEach(List<Alert> told) {
    Map<String, Raised> last = new HashMap<>();
    for (Alert alert : told) {
      Raised after = alert.raised();
      Raised before = last.put(alert.id(REGISTER), after);
      assertThat(before == null || BY_LIFE.compare(before, after) <= 0).as("%s", told).isTrue();
    }
    return last.values();
  }

  private void reach(WatchedConsignment consignment, RuleBook rules, long now, List<Alert> told) {
    while (!consignment.isForgotten() && consignment.journeys().wakeAt() <= now) {
      watch.reach(consignment, rules, now, told::add);
    }
  }

  private boolean endsWithNothing(WatchedConsignment consignment, RuleBook rules) {
    List<Alert> told = new ArrayList<>();
    reach(consignment, rules, END + Duration.ofDays(100).toMillis(), told);
    return consignment.isForgotten();
  }

  private static Map<String, String> standing(Collection<Raised> alerts) {
    Map<String, String> standing = new TreeMap<>();
    for (Raised raised : alerts) {
      if (raised.status() != AlertStatus.WITHDRAWN) {
        standing.put(
            AlertsReference.key(
                raised.kind(),
                raised.ruleId(),
                raised.leg(),
                raised.beganAt(),
                raised.declarationId(),
                raised.equipmentId(),
                raised.startedAt()),
            raised.endedAt() == Wait.NOT_OVER ? "OPEN" : "RESOLVED " + raised.endedAt());
      }
    }
    return standing;
  }

  /** Opens first; counts up each time that it opens again; never resolved once withdrawn. */
  private static void assertEachLifeIsInOrder(List<Alert> told) {
    Map<String, Raised> lives = new HashMap<>();
    for (Alert alert : told) {
      Raised after = alert.raised();
      Raised before = lives.put(alert.id(REGISTER), after);
      if (after.status() == AlertStatus.OPEN) {
        assertThat(after.occurrence()).isEqualTo(before == null ? 1 : before.occurrence() + 1);
        assertThat(before == null || before.status() != AlertStatus.OPEN).isTrue();
      } else {
        assertThat(before).isNotNull();
        assertThat(after.occurrence()).isEqualTo(before.occurrence());
        assertThat(before.status()).isNotEqualTo(AlertStatus.WITHDRAWN);
        assertThat(after).isNotEqualTo(before);
      }
    }
  }

  // What may come.

  private static List<JourneyRecord> records(Random random) {
    List<JourneyRecord> records = new ArrayList<>();
    Set<String> known = new HashSet<>();
    int count = 2 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      JourneyRecord record = random.nextBoolean() ? movement(random) : clearance(random);
      // Of one event and version there is but one record that is accepted.
      if (known.add(
          (record.topic() == EventTopic.CARGO_MOVEMENTS) + record.eventId() + record.version())) {
        records.add(record);
      }
    }
    return records;
  }

  private static JourneyRecord movement(Random random) {
    String otherPort = pick(OTHER_PORTS, random);
    return remembered(
        event ->
            event
                .setEventId("e" + random.nextInt(8))
                .setVersion(random.nextInt(3))
                .setRetracted(random.nextInt(12) == 0)
                .setEventTime(time(random))
                .setEquipmentId(random.nextInt(4) == 0 ? null : "BOX" + random.nextInt(2))
                .setMovement(pick(MOVEMENTS, random))
                .setPort(pick(PORTS, random))
                .setOtherPort(otherPort.equals("-") ? null : otherPort)
                .setDirection(pick(DIRECTIONS, random))
                .setMode(random.nextBoolean() ? Mode.SEA : Mode.ROAD)
                .setLaden(random.nextInt(10) > 0));
  }

  private static JourneyRecord clearance(Random random) {
    return rememberedClearance(
        event ->
            event
                .setEventId("e" + random.nextInt(8))
                .setVersion(random.nextInt(3))
                .setRetracted(random.nextInt(12) == 0)
                .setEventTime(time(random))
                .setDeclarationId("D" + random.nextInt(2))
                .setStage(pick(STAGES, random))
                .setPort(pick(PORTS, random))
                .setDirection(pick(DIRECTIONS, random))
                .setMode(random.nextBoolean() ? Mode.SEA : Mode.ROAD)
                .setProgrammes(random.nextInt(4) == 0 ? List.of(Programme.AEO) : List.of())
                .setAppointmentTime(random.nextInt(4) == 0 ? time(random) : null));
  }

  /** Of so few that some are equal, and some just at a threshold. */
  private static Instant time(Random random) {
    return HAPPENED
        .plus(Duration.ofMinutes(60L * random.nextInt(24) + random.nextInt(2)))
        .plusMillis(random.nextInt(4) == 0 ? 1 : 0);
  }

  private static List<Rule> rules(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (Leg leg : Leg.values()) {
      if (leg == Leg.UNKNOWN) {
        continue;
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        rules.add(rule(leg.name().toLowerCase(Locale.ROOT) + i, leg, random));
      }
    }
    return rules;
  }

  /**
   * Without filters: which of several rules holds depends on what has been read. And not for
   * transfers: an export and an import of a consignment that begin at one instant at one port have
   * one identity.
   */
  private static List<Rule> oneRuleForEach(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (Leg leg : Leg.values()) {
      if (leg != Leg.UNKNOWN && leg != Leg.TRANSFER && random.nextInt(4) > 0) {
        int minutes = pick(MINUTES, random);
        Integer atRisk = minutes > 1 && random.nextBoolean() ? Integer.valueOf(minutes / 2) : null;
        rules.add(
            new Rule(
                leg.name().toLowerCase(Locale.ROOT),
                1,
                leg,
                null,
                null,
                null,
                null,
                null,
                minutes,
                atRisk,
                Severity.WARNING,
                true));
      }
    }
    return rules;
  }

  private static Rule rule(String id, Leg leg, Random random) {
    int minutes = pick(MINUTES, random);
    boolean hasArea = random.nextInt(3) == 0;
    AreaLevel level = hasArea ? pick(List.of(AreaLevel.values()), random) : null;
    return new Rule(
        id,
        1,
        leg,
        level,
        level == null ? null : codeAt(level),
        random.nextInt(3) == 0 ? Direction.IMPORT : null,
        random.nextInt(4) == 0 ? Mode.SEA : null,
        random.nextInt(4) == 0 ? Programme.AEO : null,
        minutes,
        minutes > 1 && random.nextBoolean() ? Integer.valueOf(minutes / 2) : null,
        Severity.WARNING,
        random.nextInt(8) > 0);
  }

  private static String codeAt(AreaLevel level) {
    return switch (level) {
      case PORT -> "CNYTN";
      case PROVINCE -> "CN-GD";
      case REGION -> "GBA";
      case NATION -> "CN";
    };
  }

  private static <T> T pick(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  /** Kept so that a mistake in what is compared shows. */
  @Property(tries = 1)
  void someAlertsStandAndSomeAreResolved() {
    int open = 0;
    int resolved = 0;
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      for (@Nullable String state :
          AlertsReference.of(records(random), rules(random), END).values()) {
        open += "OPEN".equals(state) ? 1 : 0;
        resolved += "OPEN".equals(state) ? 0 : 1;
      }
    }
    assertThat(open).isGreaterThan(20);
    assertThat(resolved).isGreaterThan(20);
  }
}
