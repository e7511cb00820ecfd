package io.portally.local.job;

import static io.portally.local.job.HandMade.stage;
import static io.portally.local.job.Patience.await;
import static io.portally.local.job.WatchedWorld.rule;
import static java.time.temporal.ChronoUnit.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AreaLevel;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Programme;
import io.portally.events.SlaRule;
import io.portally.local.job.ToldAlerts.Told;
import io.portally.local.oracle.ExpectedAlerts;
import io.portally.local.oracle.ExpectedAlerts.Expected;
import io.portally.local.oracle.Oracle;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.OneStack;
import io.portally.schemas.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts of the real job on the embedded stack, one by one as the oracle has them: as event
 * time goes on, when rules change, when a TaskManager is killed, after an outage of the broker, and
 * in a bounded replay. And how soon they come where nothing else does.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
@ExtendWith(OneStack.class)
public class SlowClearanceIT {

  private static final int EVENTS = 6_000;
  private static final int PARTITIONS = 4;
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final SlaRule LODGEMENT =
      rule("lodgement", 1, Leg.ARRIVAL_TO_LODGEMENT, 120, any -> {});
  private static final SlaRule CUSTOMS =
      rule("customs", 1, Leg.LODGEMENT_TO_RELEASE, 60, rule -> rule.setAtRiskMinutes(30));
  private static final SlaRule IMPORTS =
      rule("imports", 1, Leg.ARRIVAL_TO_RELEASE, 300, rule -> rule.setDirection(Direction.IMPORT));
  private static final SlaRule EXPORTS = rule("exports", 1, Leg.GATE_IN_TO_RELEASE, 90, any -> {});
  private static final SlaRule PICK_UP =
      rule("pick-up", 1, Leg.RELEASE_TO_GATE_OUT, 240, any -> {});
  private static final SlaRule LOADING = rule("loading", 1, Leg.GATE_IN_TO_LOADED, 600, any -> {});
  private static final SlaRule DWELL = rule("dwell", 1, Leg.ARRIVAL_TO_GATE_OUT, 700, any -> {});
  private static final SlaRule SAILING =
      rule("sailing", 1, Leg.RELEASE_TO_DEPARTED, 400, any -> {});
  private static final SlaRule VOYAGE = rule("voyage", 1, Leg.PORT_TO_PORT, 300, any -> {});
  private static final SlaRule TRANSFER = rule("transfer", 1, Leg.TRANSFER, 600, any -> {});
  private static final SlaRule APPOINTMENT =
      rule("appointment", 1, Leg.APPOINTMENT_WAIT, 15, any -> {});

  private static final List<SlaRule> AT_FIRST =
      List.of(
          LODGEMENT,
          CUSTOMS,
          IMPORTS,
          EXPORTS,
          PICK_UP,
          LOADING,
          DWELL,
          SAILING,
          VOYAGE,
          TRANSFER,
          APPOINTMENT);

  /** Longer, shorter, gone, disabled, and more specific ones. */
  private static final SlaRule LONGER_CUSTOMS =
      rule("customs", 2, Leg.LODGEMENT_TO_RELEASE, 240, any -> {});

  private static final SlaRule SHORTER_DWELL =
      rule("dwell", 2, Leg.ARRIVAL_TO_GATE_OUT, 300, any -> {});
  private static final SlaRule NO_SAILING =
      rule("sailing", 2, Leg.RELEASE_TO_DEPARTED, 400, rule -> rule.setEnabled(false));
  private static final SlaRule IMPORTS_OF_AEO =
      rule(
          "imports-aeo",
          1,
          Leg.ARRIVAL_TO_RELEASE,
          120,
          rule -> rule.setDirection(Direction.IMPORT).setProgramme(Programme.AEO));
  private static final SlaRule LOADING_IN_GBA =
      rule(
          "loading-gba",
          1,
          Leg.GATE_IN_TO_LOADED,
          200,
          rule -> rule.setAreaLevel(AreaLevel.REGION).setAreaCode("GBA"));

  /** The one that it would replace stays. */
  private static final SlaRule NO_RULE = rule("voyage", 9, Leg.PORT_TO_PORT, 0, any -> {});

  private static final List<SlaRule> THEN =
      List.of(
          LODGEMENT,
          LONGER_CUSTOMS,
          IMPORTS,
          EXPORTS,
          LOADING,
          SHORTER_DWELL,
          NO_SAILING,
          VOYAGE,
          TRANSFER,
          APPOINTMENT,
          IMPORTS_OF_AEO,
          LOADING_IN_GBA);

  private static Path temp;
  private static EmbeddedStack stack;
  private static RecordedTraffic traffic;
  private static RecordedTraffic begin;
  private static RecordedTraffic rest;

  /** At the end of the begin, and of all, less the out-of-orderness: where event time stands. */
  private static Instant half;

  private static Instant end;
  private static ExpectedAlerts atHalf;

  @BeforeAll
  static void recordTraffic(EmbeddedStack shared, @TempDir Path directory) throws Exception {
    stack = shared;
    temp = directory;
    traffic = RecordedTraffic.record(temp.resolve("lines"), 20260310, EVENTS, 0.05);
    List<RecordedTraffic> parts = traffic.splitAt(0.5);
    begin = parts.get(0);
    rest = parts.get(1);
    half = begin.end();
    end = traffic.end();
    try (Oracle oracle = begin.judged(half)) {
      atHalf = ExpectedAlerts.of(oracle, AT_FIRST, seenAt(half));
    }
    assertThat(atHalf.alerts().values().stream().map(alert -> alert.kind() + " " + alert.status()))
        .as("kinds of alerts, so that the comparison shows something")
        .contains("SLOW OPEN", "SLOW RESOLVED", "AT_RISK OPEN", "AT_RISK RESOLVED");
    assertThat(atHalf.alerts().values().stream().map(alert -> alert.waiting().leg()).distinct())
        .hasSizeGreaterThan(7);
  }

  @Test
  void alertsAreThoseOfTheOracleThroughRulesThatChangeAKilledTaskManagerAndALostBroker()
      throws Exception {
    WatchedWorld watched = world("live.");
    World world = watched.world();
    watched.put(AT_FIRST);
    String job = submitByHand(watched, "--detach");
    watched.publish(begin);
    watched.timeComesTo(half, temp);
    awaitAlerts(world, atHalf.alerts());
    world.takeCheckpoint(job);

    watched.put(List.of(LONGER_CUSTOMS, CUSTOMS, SHORTER_DWELL, NO_SAILING, IMPORTS_OF_AEO));
    watched.put(List.of(LOADING_IN_GBA, NO_RULE));
    watched.delete(PICK_UP.getRuleId());
    Map<String, Expected> changed = new LinkedHashMap<>();
    try (Oracle oracle = begin.judged(half)) {
      changed.putAll(notOver(ExpectedAlerts.of(oracle, THEN, seenAt(half)).alerts()));
    }
    changed.putAll(over(atHalf.alerts()));
    awaitAlerts(world, changed);
    assertThat(world.recordsOn("dead-letters")).isEqualTo(1);

    // The state still knows the first rules alone, and nothing of the rest: the job has to come to
    // the same once more, and the alerts that it has told meanwhile come back to it.
    long told = world.recordsOn(WatchedWorld.ALERTS);
    List<RecordedTraffic> parts = rest.splitAt(0.5);
    watched.publish(parts.get(0));
    await().atMost(PATIENCE).until(() -> world.recordsOn(WatchedWorld.ALERTS) > told);
    stack.taskManagers().get(0).destroyForcibly();
    await().atMost(PATIENCE).until(() -> world.hasFailed(job));
    stack.stopBroker();
    try {
      await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> isRunning(job));
    } finally {
      stack.startBroker();
    }
    watched.publish(parts.get(1));
    watched.timeComesTo(end, temp);

    try (Oracle oracle = traffic.judged(end)) {
      ExpectedAlerts atEnd = ExpectedAlerts.of(oracle, THEN, seenAt(end));
      awaitAlerts(world, standing(atEnd));
    }
  }

  @Test
  void whileAllIsQuietAlertsAreInTimeAndAnOutageOfTheBrokerRaisesNone() throws Exception {
    WatchedWorld watched = world("still.");
    World world = watched.world();
    watched.put(List.of(rule("quick", 1, Leg.LODGEMENT_TO_RELEASE, 1, any -> {})));
    Duration outOfOrderness = Duration.ofSeconds(3);
    watched.submit("--detach", HEARTBEAT, outOfOrderness, List.of());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(world.recordsIn("clearance-events")).allMatch(count -> count > 0));

    Instant due = Instant.now().plusSeconds(1).truncatedTo(MILLIS);
    lodgeToBeReleasedBy(world, "SLOW", due);
    Told slow = await().atMost(PATIENCE).until(() -> toldOf(world), told -> !told.isEmpty()).get(0);
    assertThat(slow.published())
        .isBetween(due, due.plus(outOfOrderness).plus(HEARTBEAT.multipliedBy(2)));

    Instant dueMeanwhile = Instant.now().plusSeconds(3).truncatedTo(MILLIS);
    lodgeToBeReleasedBy(world, "IN-TIME", dueMeanwhile);
    lodgeToBeReleasedBy(world, "SLOW-TOO", dueMeanwhile.plusMillis(1));
    stack.stopBroker();
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> Instant.now().isAfter(dueMeanwhile.plus(outOfOrderness).plus(HEARTBEAT)));
    } finally {
      stack.startBroker();
    }
    long heartbeats = world.recordsOn("cargo-movements");
    // The producers' backlog comes behind the job's own heartbeats.
    await()
        .atMost(PATIENCE)
        .until(() -> world.recordsOn("cargo-movements") >= heartbeats + PARTITIONS);
    world.send(
        Topic.CLEARANCE_EVENTS,
        stage("QUIET", "IN-TIME", "RELEASED", dueMeanwhile.minusMillis(1))
            .put("recordTime", Instant.now().truncatedTo(MILLIS).toString()));

    List<Told> all = await().atMost(PATIENCE).until(() -> toldOf(world), told -> told.size() > 1);
    assertThat(all)
        .extracting(told -> told.alert().getDeclarationId() + " " + told.alert().getStatus())
        .containsExactlyInAnyOrder("SLOW OPEN", "SLOW-TOO OPEN");
  }

  /** All of one consignment, so that whoever looks at one looks at the others. */
  private static void lodgeToBeReleasedBy(World world, String declaration, Instant due)
      throws IOException {
    world.send(
        Topic.CLEARANCE_EVENTS,
        stage("QUIET", declaration, "LODGED", due.minus(Duration.ofMinutes(1))));
  }

  private static List<Told> toldOf(World world) {
    return ToldAlerts.on(world).all();
  }

  @Test
  void aJobGoesOnFromTheSavepointOfAnEarlierVersion() throws Exception {
    GoldenAlerts golden = GoldenAlerts.kept(1);
    WatchedWorld watched = golden.restoredWorld(stack, temp.resolve("golden"));
    World world = watched.world();
    long toldBefore = world.recordsOn(WatchedWorld.ALERTS);

    String job = golden.submit(watched, List.of(golden.recovery()));
    watched.publish(golden.lines().after());
    watched.timeComesTo(GoldenSavepoint.END, temp);

    awaitAlerts(world, golden.expected(temp.resolve("golden")));
    ToldAlerts told = ToldAlerts.on(world);
    assertThat(told.all()).hasSizeGreaterThan((int) toldBefore);
    // What the state knows to have been told is not told again.
    told.byId()
        .values()
        .forEach(ofAlert -> assertThat(ofAlert).extracting(Told::alert).doesNotHaveDuplicates());
    assertThat(world.restored(job).path("is_savepoint").asBoolean()).isTrue();
  }

  @Test
  void aBoundedReplayTellsTheSame() throws Exception {
    WatchedWorld watched = world("bounded.");
    watched.put(AT_FIRST);
    watched.publish(begin);
    watched.timeComesTo(half, temp);

    submitByHand(watched, "--bounded");

    ToldAlerts told = ToldAlerts.on(watched.world());
    assertThat(told.differencesFrom(atHalf.alerts())).isEmpty();
    assertThat(told.all())
        .allMatch(alert -> alert.type().startsWith("io.portally.slow-clearance."));
    told.byId()
        .forEach(
            (id, ofAlert) ->
                assertThat(ofAlert).allMatch(alert -> alert.alert().getAlertId().equals(id)));
  }

  /**
   * What must stand in the end: what was decided when the rules changed, as the first rules had it,
   * if no later record has changed it; and all else by the later rules.
   */
  private static Map<String, Expected> standing(ExpectedAlerts atEnd) {
    Map<String, Expected> standing = new LinkedHashMap<>(atEnd.alerts());
    standing.values().removeIf(alert -> isDecidedAtHalf(alert, atEnd));
    atHalf.alerts().entrySet().stream()
        .filter(alert -> isDecidedAtHalf(alert.getValue(), atEnd))
        .forEach(alert -> standing.put(alert.getKey(), alert.getValue()));
    return standing;
  }

  private static boolean isDecidedAtHalf(Expected alert, ExpectedAlerts atEnd) {
    return atHalf.over().contains(alert.waiting())
        && atEnd.over().contains(alert.waiting())
        && !alert.exceedsAt().isAfter(seenAt(half));
  }

  private static Map<String, Expected> over(Map<String, Expected> alerts) {
    Map<String, Expected> over = new LinkedHashMap<>(alerts);
    over.values().removeIf(alert -> alert.waiting().overAt() == null);
    return over;
  }

  private static Map<String, Expected> notOver(Map<String, Expected> alerts) {
    Map<String, Expected> notOver = new LinkedHashMap<>(alerts);
    notOver.values().removeIf(alert -> alert.waiting().overAt() != null);
    return notOver;
  }

  private static void awaitAlerts(World world, Map<String, Expected> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ToldAlerts.on(world).differencesFrom(expected)).isEmpty());
  }

  private static WatchedWorld world(String prefix) throws Exception {
    return WatchedWorld.make(stack, prefix, PARTITIONS);
  }

  /** Starts the job for which the test tells event time, and gives its id. */
  private static String submitByHand(WatchedWorld world, String option) {
    return world.submit(option, Duration.ZERO, OUT_OF_ORDERNESS, List.of());
  }

  private static boolean isRunning(String job) throws Exception {
    return new FlinkRest(stack.flinkRestUrl()).state(job).equals("RUNNING");
  }

  /** Up to when all has been seen, when the heartbeats are of an instant. */
  private static Instant seenAt(Instant heartbeats) {
    return heartbeats.minus(OUT_OF_ORDERNESS).minusMillis(1);
  }
}
