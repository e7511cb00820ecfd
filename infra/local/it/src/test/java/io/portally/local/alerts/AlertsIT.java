package io.portally.local.alerts;

import static io.portally.alerts.open.AlertDraft.DUE;
import static io.portally.alerts.open.AlertDraft.open;
import static io.portally.alerts.open.AlertDraft.resolved;
import static io.portally.alerts.open.AlertDraft.withdrawn;
import static io.portally.local.alerts.AlertWorld.MOST_NAMED;
import static io.portally.local.alerts.AlertWorld.alertmanager;
import static io.portally.local.alerts.AlertWorld.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portally.alerts.notify.Notifier;
import io.portally.alerts.notify.Target;
import io.portally.db.Role;
import io.portally.db.ScratchDatabase;
import io.portally.events.AlertKind;
import io.portally.events.SlowClearance;
import io.portally.flink.job.AlertArchiveJob;
import io.portally.local.Portally;
import io.portally.local.alerts.Receiver.Request;
import io.portally.local.stack.BrokerAlone;
import io.portally.local.stack.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Real alerts on a real broker reach the tables, a real Alertmanager and a real web server, and
 * people answer.
 */
// Everything static is set before all tests; a notifier need only be at work meanwhile.
@SuppressWarnings({"NullAway.Init", "try"})
class AlertsIT {

  private static final int MANY = 3_000;

  private static Path temp;
  private static BrokerAlone broker;
  private static ScratchDatabase database;
  private static Path password;
  private static Receiver people;
  private static AlertmanagerProcess alertmanager;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    temp = directory;
    broker = BrokerAlone.start(temp.resolve("broker"));
    database = ScratchDatabase.start();
    password = Files.writeString(temp.resolve("password"), ScratchDatabase.PASSWORD);
    people = Receiver.start();
    alertmanager = AlertmanagerProcess.start(temp.resolve("alertmanager"), config());
  }

  @AfterAll
  static void stop() {
    alertmanager.close();
    people.close();
    database.close();
    broker.close();
  }

  /** The file that comes with Portally, with our receivers, and quicker. */
  private static String config() throws Exception {
    Path file = Installation.find().root().resolve("infra/alerts/alertmanager.yml");
    String shipped = Files.readString(file);
    assertThat(shipped).contains("http://127.0.0.1:9094", "group_wait: 30s", "group_interval: 1m");
    return shipped
        .replace("http://127.0.0.1:9094", people.url("").toString())
        .replace("group_wait: 30s", "group_wait: 1s")
        .replace("group_interval: 1m", "group_interval: 1s");
  }

  @Test
  void anAlertIsInAlertmanagerFromItsOpeningToItsEnd() throws Exception {
    AlertWorld world = world("life.");
    SlowClearance alert = inPort("CNNGB", open("life"));
    try (Notifier notifier = world.tell(alertmanager(alertmanager.url()))) {
      world.publish(alert);
      await().until(() -> held("CNNGB").size() == 1);

      JsonNode held = held("CNNGB").get(0);
      assertThat(held.path("labels").properties())
          .extracting(label -> label.getKey() + "=" + label.getValue().asText())
          .containsExactlyInAnyOrder(
              "alertname=SlowClearance",
              "alert_id=life",
              "severity=critical",
              "port=CNNGB",
              "region=YRD",
              "leg=LODGEMENT_TO_RELEASE",
              "rule=sea-import");
      assertThat(Instant.parse(held.path("startsAt").asText())).isEqualTo(DUE);
      assertThat(held.at("/annotations/summary").asText())
          .startsWith("Declaration 5316-life of consignment 26CN-life at Ningbo")
          .contains(
              "waits for RELEASED (on customs) since 2026-06-28 08:00", "nine of ten within 26 h");
      assertThat(held.at("/annotations/waiting_on").asText()).isEqualTo("CUSTOMS");
      await().until(() -> told("/on-call", "CNNGB", "firing"));

      world.publish(inPort("CNNGB", resolved(open("life"))));
      await().until(() -> held("CNNGB").isEmpty());
      await().until(() -> told("/on-call", "CNNGB", "resolved"));
    }
  }

  @Test
  void nothingIsLostWhileAlertmanagerIsAway() throws Exception {
    AlertWorld world = world("away.");
    try (AlertmanagerProcess other = AlertmanagerProcess.prepare(temp.resolve("away"), config())) {
      Target target = alertmanager(other.url());
      try (Notifier notifier = world.tell(target)) {
        world.publish(inPort("CNSHA", open("a")), inPort("CNSHA", open("b")));
        other.start();
        await().until(() -> ids(other.alerts()).equals(Set.of("a", "b")));
        other.stop();
        world.publish(inPort("CNSHA", resolved(open("a"))), inPort("CNSHA", open("c")));
      }
      try (Notifier next = world.tell(target)) {
        other.start();
        await().until(() -> ids(other.alerts()).equals(Set.of("b", "c")));
      }
    }
  }

  @Test
  void whatIsOpenOutlivesARestartOfAlertmanagerAndEndsWithoutTheNotifier() throws Exception {
    AlertWorld world = world("forgotten.");
    try (AlertmanagerProcess other =
        AlertmanagerProcess.start(temp.resolve("forgetful"), config())) {
      try (Notifier notifier = world.tell(alertmanager(other.url(), Duration.ofSeconds(4)))) {
        world.publish(inPort("CNSHA", open("a")));
        await().until(() -> ids(other.alerts()).equals(Set.of("a")));
        other.stop();
        other.start();
        await().until(() -> ids(other.alerts()).equals(Set.of("a")));
        Instant first = endOf(other);
        await().until(() -> endOf(other).isAfter(first));
      }
      await().until(() -> ids(other.alerts()).isEmpty());
    }
  }

  private static Instant endOf(AlertmanagerProcess other) {
    return Instant.parse(other.alerts().path(0).path("endsAt").asText());
  }

  @Test
  void aPortThatClosesIsOneAlertForItsRuleAndAFewThatAreNamed() throws Exception {
    AlertWorld world = world("burst.");
    List<SlowClearance> burst =
        IntStream.range(0, MANY)
            .mapToObj(number -> inPort("CNTAO", open("%05d".formatted(number))))
            .toList();
    Target target = alertmanager(alertmanager.url());
    List<String> named;
    try (Notifier notifier = world.tell(target)) {
      world.publish(burst);
      await().until(() -> countAt("CNTAO") == MANY - MOST_NAMED);

      named = held("CNTAO").stream().map(it -> it.at("/labels/alert_id").asText()).toList();
      assertThat(named).hasSize(MOST_NAMED + 1);
      JsonNode crowd = crowdAt("CNTAO");
      assertThat(crowd.path("labels").has("alert_id")).isFalse();
      assertThat(crowd.at("/annotations/summary").asText())
          .startsWith("2,997 more clearances at Qingdao")
          .containsOnlyOnce("Most overdue");
      await().until(() -> told("/on-call", "CNTAO", "firing"));
      assertThat(people.requests().stream().filter(it -> isAbout(it, "CNTAO", "firing")).count())
          .isLessThan(10);
    }
    // Whoever comes next names the same ones.
    try (Notifier next = world.tell(target)) {
      world.publish(burst.subList(0, MANY - 10).stream().map(it -> resolved(it)).toList());
      await().until(() -> held("CNTAO").size() <= MOST_NAMED + 1 && countAt("CNTAO") <= 10);
      assertThat(named)
          .containsAll(
              held("CNTAO").stream().map(it -> it.at("/labels/alert_id").asText()).toList());
      world.publish(burst.stream().map(it -> resolved(it)).toList());
      await().until(() -> held("CNTAO").isEmpty());
    }
  }

  @Test
  void whatIsOnlyAtRiskNeverComesToAlertmanager() throws Exception {
    AlertWorld world = world("risk.");
    try (Receiver receiver = Receiver.start();
        Notifier notifier =
            world.tell(alertmanager(alertmanager.url()), webhook(receiver.url("/hook")))) {
      world.publish(
          SlowClearance.newBuilder(inPort("CNXMN", open("r"))).setKind(AlertKind.AT_RISK).build());
      world.publish(inPort("CNXMN", open("s")));
      await().until(() -> receiver.taken().size() == 2);
      await().until(() -> held("CNXMN").size() == 1);

      assertThat(held("CNXMN").get(0).at("/labels/alert_id").asText()).isEqualTo("s");
      assertThat(receiver.taken())
          .extracting(event -> event.path("type").asText())
          .containsExactlyInAnyOrder(
              "io.portally.at-risk-clearance.opened", "io.portally.slow-clearance.opened");
      world.publish(inPort("CNXMN", withdrawn(open("s"))));
      await().until(() -> held("CNXMN").isEmpty());
    }
  }

  @Test
  void aWebHookGetsSignedEventsInOrderAlsoWhenItWasAway() throws Exception {
    AlertWorld world = world("hook.");
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(503);
      try (Notifier notifier = world.tell(webhook(receiver.url("/hook")))) {
        world.publish(open("a"));
        await().until(() -> receiver.requests().size() >= 2);
        world.publish(resolved(open("a")));
        receiver.answer(200);
        await().until(() -> receiver.taken().size() == 2);
      }
      List<Request> all = receiver.requests();
      assertThat(all).extracting(Request::path).containsOnly("/hook");
      assertThat(all.get(0).headers().getFirst("webhook-id"))
          .isEqualTo(all.get(1).headers().getFirst("webhook-id"));
      for (Request request : all) {
        assertThat(request.headers().getFirst("Content-Type"))
            .startsWith("application/cloudevents+json");
        assertThat(request.headers().getFirst("webhook-signature")).isEqualTo(signature(request));
      }
      JsonNode first = receiver.taken().get(0);
      assertThat(first.path("specversion").asText()).isEqualTo("1.0");
      assertThat(first.path("type").asText()).isEqualTo("io.portally.slow-clearance.opened");
      assertThat(first.path("subject").asText()).isEqualTo("a");
      assertThat(first.at("/data/dueAt").asText()).isEqualTo(DUE.toString());
      JsonNode second = receiver.taken().get(1);
      assertThat(second.path("type").asText()).isEqualTo("io.portally.slow-clearance.resolved");
      assertThat(second.at("/data/summary").asText()).contains("after 53 h 12 min");
    }
  }

  @Test
  void aWebHookGetsABurstAsOneEventWithTheirNumberAndAFew() throws Exception {
    AlertWorld world = world("hooked-burst.");
    world.publish(IntStream.range(0, 200).mapToObj(number -> open("n" + number)).toList());
    try (Receiver receiver = Receiver.start();
        Notifier notifier = world.tell(webhook(receiver.url("/hook")))) {
      await().until(() -> receiver.taken().size() == 1);

      JsonNode event = receiver.taken().get(0);
      assertThat(event.path("type").asText()).isEqualTo("io.portally.slow-clearances.opened");
      assertThat(event.at("/data/count").asInt()).isEqualTo(200);
      assertThat(event.at("/data/some")).hasSize(MOST_NAMED);
    }
  }

  @Test
  void theArchiveHoldsEachStateOfEachAlertAndHowItStands() throws Exception {
    AlertWorld world = world("archive.");
    SlowClearance again = SlowClearance.newBuilder(open("x")).setOccurrence(2).build();
    world.publish(open("x"), resolved(open("x")), again, open("x"), open("y"));
    world.publish(new byte[] {1, 2, 3});

    archive(world);
    archive(world);

    assertThat(rows("SELECT status, occurrence FROM portally.slow_clearances WHERE alert_id = 'x'"))
        .containsExactly("OPEN 2");
    assertThat(
            rows(
                "SELECT occurrence, status, ended_at IS NULL FROM portally.slow_clearance_states WHERE alert_id = 'x' ORDER BY 1, 2"))
        .containsExactly("1 OPEN t", "1 RESOLVED f", "2 OPEN t");
    assertThat(
            rows(
                "SELECT DISTINCT table_name, sqlstate, row ->> 'bytes' FROM portally.refused_rows"))
        .containsExactly("slow_clearance_states 22P03 AQID");

    world.publish(resolved(again), withdrawn(open("y")));
    archive(world);
    assertThat(
            rows(
                "SELECT alert_id, status, taken_hours FROM bi.slow_clearances WHERE alert_id IN ('x', 'y') ORDER BY 1"))
        .containsExactly("x RESOLVED 53.20", "y WITHDRAWN null");
    assertThat(
            rows("SELECT count(*) FROM portally.open_slow_clearances WHERE alert_id IN ('x', 'y')"))
        .containsExactly("0");
  }

  @Test
  void anAcknowledgedAlertIsSilentUntilItIsOver() throws Exception {
    AlertWorld world = world("ack.");
    try (Notifier notifier = world.tell(alertmanager(alertmanager.url()))) {
      world.publish(inPort("CNDLC", open("m")), inPort("CNDLC", open("n")));
      await().until(() -> held("CNDLC").size() == 2);
      archive(world);
      assertThat(alerts("list", "--port=CNDLC").out()).contains("5316-m", "RELEASED on CUSTOMS");

      Ended acked = alerts("ack", "m", "--why=the papers are on their way", "--by=Li");
      assertThat(acked.err()).contains("m is acknowledged and silent");
      assertThat(acked.exitCode()).isZero();
      await().until(() -> stateOf("m").equals("suppressed"));
      assertThat(stateOf("n")).isEqualTo("active");
      assertThat(alerts("list", "--port=CNDLC").out()).contains("Li");
      assertThat(alerts("ack", "m", "--why=mine", "--by=Wang").err())
          .contains("acknowledged by Li already");
      assertThat(alerts("ack", "nobody", "--why=x").exitCode()).isEqualTo(1);

      assertThat(alerts("unack", "m", "--by=Li").exitCode()).isZero();
      await().until(() -> stateOf("m").equals("active"));
      assertThat(alerts("unack", "m", "--by=Li").exitCode()).isEqualTo(1);

      assertThat(alerts("ack", "m", "--why=again", "--by=Li").exitCode()).isZero();
      await().until(() -> stateOf("m").equals("suppressed"));
      world.publish(inPort("CNDLC", resolved(open("m"))), inPort("CNDLC", resolved(open("n"))));
      await().until(() -> held("CNDLC").isEmpty());
      await().until(() -> silencesInForce() == 0);
      archive(world);
      assertThat(alerts("ack", "n", "--why=late", "--by=Li").err()).contains("it is RESOLVED");
    }
    assertThat(
            rows(
                "SELECT reason, taken_back_by FROM portally.alert_acknowledgements WHERE alert_id = 'm' ORDER BY acknowledged_at"))
        .containsExactly("the papers are on their way Li", "again null");
  }

  @Test
  void anAcknowledgementIsStoredAlsoWhenAlertmanagerIsAway() throws Exception {
    AlertWorld world = world("ack-away.");
    world.publish(open("q"));
    archive(world);
    Ended away =
        command("alerts", "ack", "q", "--why=w", "--by=Li", "--alertmanager=http://127.0.0.1:1");

    assertThat(away.exitCode()).isEqualTo(3);
    assertThat(away.err()).contains("The database is told, but Alertmanager at");
    assertThat(
            rows("SELECT acknowledged_by FROM portally.open_slow_clearances WHERE alert_id = 'q'"))
        .containsExactly("Li");
  }

  private static Ended alerts(String... arguments) {
    return command(
        Stream.concat(
                Stream.of("alerts"),
                Stream.concat(
                    Stream.of(arguments),
                    arguments[0].equals("list")
                        ? Stream.of()
                        : Stream.of("--alertmanager=" + alertmanager.url())))
            .toArray(String[]::new));
  }

  /** Runs the archive's job over what the topic holds now. */
  private static void archive(AlertWorld world) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--bounded"));
    Map.of(
            "portally.kafka.bootstrap-servers", world.bootstrapServers(),
            "portally.topic-prefix", world.prefix(),
            "portally.jdbc.url", database.jdbcUrl(),
            "portally.jdbc.password-file", password.toString(),
            "parallelism.default", "2")
        .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    AlertArchiveJob.main(arguments.toArray(String[]::new));
  }

  /** Each row with a space between its values. */
  private static List<String> rows(String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          values.add(String.valueOf(row.getString(column)));
        }
        rows.add(String.join(" ", values));
      }
    }
    return rows;
  }

  private static String stateOf(String alertId) {
    for (JsonNode alert : alertmanager.alerts()) {
      if (alert.at("/labels/alert_id").asText().equals(alertId)) {
        return alert.at("/status/state").asText();
      }
    }
    return "not held";
  }

  private static long silencesInForce() {
    return StreamSupport.stream(alertmanager.silences().spliterator(), false)
        .filter(silence -> !silence.at("/status/state").asText().equals("expired"))
        .count();
  }

  private static String signature(Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(AlertWorld.SECRET.substring("whsec_".length())),
            "HmacSHA256"));
    String signed =
        String.join(
            ".",
            request.headers().getFirst("webhook-id"),
            request.headers().getFirst("webhook-timestamp"),
            request.body());
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private record Ended(int exitCode, String out, String err) {}

  private static Ended command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--jdbc-url=" + database.jdbcUrl(),
            "--login=" + Role.ACKNOWLEDGER.roleName(),
            "--password-file=" + password));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = Portally.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    return new Ended(commands.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  private static AlertWorld world(String prefix) throws Exception {
    return AlertWorld.make(broker.bootstrapServers(), prefix);
  }

  private static SlowClearance inPort(String port, SlowClearance alert) {
    return SlowClearance.newBuilder(alert).setPort(port).build();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(30, SECONDS).pollInterval(Duration.ofMillis(100));
  }

  private static List<JsonNode> held(String port) {
    return StreamSupport.stream(alertmanager.alerts().spliterator(), false)
        .filter(alert -> alert.at("/labels/port").asText().equals(port))
        .toList();
  }

  private static Set<String> ids(JsonNode alerts) {
    Set<String> ids = new TreeSet<>();
    alerts.forEach(alert -> ids.add(alert.at("/labels/alert_id").asText()));
    return ids;
  }

  private static JsonNode crowdAt(String port) {
    return held(port).stream()
        .filter(alert -> alert.at("/labels/alertname").asText().equals("SlowClearances"))
        .findFirst()
        .orElseThrow();
  }

  /** How many the crowd holds; 0 where there is none. */
  private static int countAt(String port) {
    return held(port).stream().mapToInt(alert -> alert.at("/annotations/count").asInt(0)).sum();
  }

  /** Whether people have been told of an alert at that port. */
  private static boolean told(String path, String port, String status) {
    return people.requests().stream()
        .anyMatch(request -> request.path().equals(path) && isAbout(request, port, status));
  }

  private static boolean isAbout(Request request, String port, String status) {
    JsonNode message = request.json();
    return message.path("status").asText().equals(status)
        && message.at("/groupLabels/port").asText().equals(port);
  }
}
