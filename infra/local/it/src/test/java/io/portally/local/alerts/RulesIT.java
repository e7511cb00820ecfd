package io.portally.local.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.Role;
import io.portally.db.ScratchDatabase;
import io.portally.local.Portally;
import io.portally.local.stack.BrokerAlone;
import io.portally.local.stack.KafkaTopics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Rules on a real broker, as the commands put, list and delete them; and what a real database
 * suggests.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class RulesIT {

  private static final String TWO_RULES =
      """
      rules:
        - ruleId: all
          leg: LODGEMENT_TO_RELEASE
          thresholdMinutes: 2880
          severity: WARNING
        - ruleId: yantian
          leg: LODGEMENT_TO_RELEASE
          areaLevel: PORT
          areaCode: CNYTN
          thresholdMinutes: 1440
          atRiskMinutes: 1200
          severity: CRITICAL
      """;

  private static Path temp;
  private static BrokerAlone broker;

  @BeforeAll
  static void start(@TempDir Path directory) {
    temp = directory;
    broker = BrokerAlone.start(temp.resolve("broker"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void rulesArePutListedChangedAndDeleted() throws Exception {
    createTopic("life.");
    assertThat(put("life.", TWO_RULES, "--dry-run").err()).contains("2 would be put");
    assertThat(rules("life.", "list").err()).contains("0 rules");

    Ended put = put("life.", TWO_RULES);
    assertThat(put.exitCode()).isZero();
    assertThat(put.out()).contains("+ all", "+ yantian", "PORT CNYTN");
    assertThat(rules("life.", "list").out()).contains("yantian", "1440", "1200", "CRITICAL");

    Ended changed = put("life.", TWO_RULES.replace("1440", "1500"));
    assertThat(changed.out())
        .contains("= all", "~ yantian, version 2: thresholdMinutes 1440 -> 1500");
    assertThat(changed.err()).contains("1 put");

    Ended refused = put("life.", TWO_RULES.replace("1440", "1600").replace("2880", "-1"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("! all: thresholdMinutes is -1");
    assertThat(refused.err()).contains("1 refused, so none is put");

    String listed = rules("life.", "list", "--yaml").out();
    assertThat(put("life.", listed).out()).contains("= all", "= yantian");

    Ended deleted = rules("life.", "delete", "yantian", "nothing");
    assertThat(deleted.exitCode()).isEqualTo(1);
    assertThat(deleted.out()).contains("- yantian", "! nothing: there is no such rule");
    assertThat(rules("life.", "list").err()).contains("1 rules");
    List<ConsumerRecord<byte[], byte[]>> records =
        new KafkaTopics(broker.bootstrapServers()).read("life.sla-rules");
    assertThat(records)
        .extracting(record -> new String(record.key(), UTF_8) + (record.value() == null ? "-" : ""))
        .containsExactly("all", "yantian", "yantian", "yantian-");
  }

  @Test
  void whatIsUsualIsShownBesideTheRuleInForce() throws Exception {
    createTopic("usual.");
    put("usual.", TWO_RULES);
    try (ScratchDatabase database = ScratchDatabase.start()) {
      fill(database);
      Ended suggested =
          rules(
              "usual.",
              "suggest",
              "--jdbc-url=" + database.jdbcUrl(),
              "--login=" + Role.READER.roleName());

      assertThat(suggested.err()).contains("2 with 100 cases or more");
      assertThat(suggested.out().lines().skip(1).map(line -> line.replaceAll(" +", " ").strip()))
          .containsExactly(
              "LODGEMENT_TO_RELEASE CNSHA IMPORT 200 61 61 2880 all",
              "LODGEMENT_TO_RELEASE CNYTN IMPORT 200 61 61 1440 yantian");
    }
  }

  /** A complete day of a nation, and lengths of an hour at three ports: at one too few. */
  private static void fill(ScratchDatabase database) throws Exception {
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO portally.throughput
          VALUES (1, 'DAY', '2026-02-28T16:00:00Z', 'NATION', 'CN', 'LOADED', 'EXPORT', 'SEA', true, 1, 1, 1, 1, true)
          """);
      for (Map.Entry<String, Integer> port :
          Map.of("CNYTN", 200, "CNSHA", 200, "CNNGB", 99).entrySet()) {
        statement.execute(
            """
            INSERT INTO portally.transfer_times (generation, granularity, window_start, area_level, area_code,
              leg, direction, mode, programme, events, total_seconds, reversed,
              within_2h, within_8h, within_24h, within_48h, within_72h,
              p50_seconds, p90_seconds, p95_seconds, p99_seconds,
              zero_count, bucket_indexes, bucket_counts, revision, complete)
            VALUES (1, 'DAY', '2026-02-28T16:00:00Z', 'PORT', '%1$s',
              'LODGEMENT_TO_RELEASE', 'IMPORT', 'SEA', 'ALL', %2$d, %2$d * 3600, 0,
              %2$d, %2$d, %2$d, %2$d, %2$d, 3600, 3600, 3600, 3600, 0, '{409}', '{%2$d}', 1, true)
            """
                .formatted(port.getKey(), port.getValue()));
      }
    }
  }

  private static void createTopic(String prefix) throws Exception {
    NewTopic rules =
        new NewTopic(prefix + "sla-rules", 1, (short) 1)
            .configs(Map.of("cleanup.policy", "compact"));
    new KafkaTopics(broker.bootstrapServers()).create(List.of(rules));
  }

  private record Ended(int exitCode, String out, String err) {}

  private static Ended put(String prefix, String text, String... more) throws Exception {
    Path file = Files.writeString(temp.resolve("rules.yaml"), text);
    List<String> arguments = new ArrayList<>(List.of("put", file.toString()));
    arguments.addAll(List.of(more));
    return rules(prefix, arguments.toArray(String[]::new));
  }

  private static Ended rules(String prefix, String... arguments) {
    List<String> all = new ArrayList<>(List.of("rules"));
    all.addAll(List.of(arguments));
    all.add("--bootstrap-servers=" + broker.bootstrapServers());
    all.add("--topic-prefix=" + prefix);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = Portally.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    return new Ended(commands.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }
}
