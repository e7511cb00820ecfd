package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.StackAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
  private static final Pattern TONNES = Pattern.compile("\\| CN ([0-9,]+\\.\\d) t,");

  private static final Pattern CLEARANCE =
      Pattern.compile("\\| import clearance .*GBA [0-9]+\\.[0-9] h");

  private static final Pattern OPEN_ALERTS = Pattern.compile("\\| slow [^|]*[1-9][^|]* open");
  private static final Pattern RESOLVED_ALERTS =
      Pattern.compile("\\| slow [^|]*; [1-9][0-9,]* resolved");

  /** More than wait at one port by chance. */
  private static final long SOME = 5;

  private Path temp;
  private Path data;
  private Path output;

  @BeforeEach
  void inADirectory(@TempDir Path directory) {
    temp = directory;
    data = temp.resolve("data");
    output = temp.resolve("output");
  }

  @AfterEach
  void nothingIsLeft() {
    DataDirectory.at(data).stopSupervisor();
    DataDirectory.at(data).endOrphans();
  }

  @Test
  void showsTonnageThatGrowsAndWhatIsSlowUntilItIsStoppedAndGoesOnForAsLongAsItIsGiven()
      throws Exception {
    Instant begun = Instant.now();
    PortallyProcess demo = demo("--history", "48h");
    until(demo, () -> demo.output().contains("job RUNNING"));

    // The rule has to come while it lasts: a machine that takes long for this takes longer too.
    PortallyProcess incident = incident(Duration.between(begun, Instant.now()));
    until(demo, () -> alerts("rule_id <> 'closed-port' and status = 'OPEN'") > SOME);
    PortallyProcess put = putRule();
    assertThat(put.await(LONG_ENOUGH)).as(put::output).isZero();
    until(demo, () -> alerts("rule_id = 'closed-port' and opened_at is not null") > SOME);
    until(demo, () -> alerts("rule_id = 'closed-port' and status = 'RESOLVED'") > SOME);
    until(
        demo,
        () ->
            tonnes(demo).stream().distinct().count() >= 3
                && CLEARANCE.matcher(demo.output()).find()
                && RESOLVED_ALERTS.matcher(demo.output()).find());
    assertThat(incident.await(LONG_ENOUGH)).as(incident::output).isZero();
    demo.terminate();

    assertThat(demo.await(LONG_ENOUGH)).as(demo::output).isZero();
    assertThat(demo.output())
        .containsPattern(CLEARANCE)
        .containsPattern(OPEN_ALERTS)
        .containsPattern(RESOLVED_ALERTS);
    assertThat(tonnes(demo)).isSorted().hasSizeGreaterThanOrEqualTo(3);
    assertThat(demo.output())
        .contains("Flink UI    http://127.0.0.1:", "psql        (set -a; .", "job RUNNING")
        .contains("Publishing a past of 48h", "rules of slow clearances to start with")
        .contains("Stopped. The data stays in " + data)
        .doesNotContain("\u001b");

    goesOnWithItsDataForAsLongAsItIsGiven();
  }

  private void goesOnWithItsDataForAsLongAsItIsGiven() throws Exception {
    PortallyProcess demo = demo("--for", "1s");
    assertThat(demo.await(LONG_ENOUGH)).as(demo::output).isZero();
    assertThat(demo.output())
        .contains("Stopping ...", "Stopped.")
        .doesNotContain("Publishing a past", "rules of slow clearances to start with");
  }

  private PortallyProcess demo(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("demo", "--data", data.toString()));
    // Enough for figures that grow; more would only take longer to count.
    all.addAll(List.of("--rate", "200"));
    all.addAll(List.of(arguments));
    return PortallyProcess.start(output, all.toArray(String[]::new));
  }

  /** A port that has been closed for hours opens again after so long. */
  private PortallyProcess incident(Duration lasting) throws Exception {
    return PortallyProcess.start(
        temp.resolve("incident"),
        "simulate",
        "incident",
        "port-closes",
        "--port",
        "CNTAO",
        "--for",
        lasting.toSeconds() + "s",
        "--clears-in",
        "5s",
        "--rate",
        "1",
        "--data",
        data.toString());
  }

  /** A rule for that port, under which what waits there is slow sooner. */
  private PortallyProcess putRule() throws Exception {
    Path rule =
        Files.writeString(
            temp.resolve("rule.yaml"),
            """
            ruleId: closed-port
            leg: LODGEMENT_TO_RELEASE
            areaLevel: PORT
            areaCode: CNTAO
            thresholdMinutes: 60
            severity: CRITICAL
            """);
    return PortallyProcess.start(
        temp.resolve("put"), "rules", "put", rule.toString(), "--data", data.toString());
  }

  /** How many alerts are so in the table that the archive fills. */
  private long alerts(String condition) throws SQLException {
    Map<String, String> stack = StackAddresses.read(data.resolve("stack.env"));
    try (Connection connection =
            DriverManager.getConnection(
                stack.get("JDBC_URL"), stack.get("PGUSER"), stack.get("PGPASSWORD"));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from portally.slow_clearances where port = 'CNTAO' and "
                    + condition)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void until(PortallyProcess demo, Callable<Boolean> holds) {
    await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !demo.isAlive() || holds.call());
    assertThat(demo.isAlive()).as(demo::output).isTrue();
  }

  private static List<Double> tonnes(PortallyProcess demo) {
    return TONNES.matcher(demo.output()).results().map(DemoIT::tonnes).toList();
  }

  private static double tonnes(MatchResult line) {
    return Double.parseDouble(line.group(1).replace(",", ""));
  }
}
