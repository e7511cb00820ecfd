package io.portally.local.job;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.local.Portally;
import io.portally.local.oracle.AuditTrigger;
import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.TableComparison;
import io.portally.local.stack.EmbeddedStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;

/**
 * What one test has to itself on the shared stack: its topics, by their prefix, and its generation
 * of rows, which an audit trigger watches.
 */
record World(EmbeddedStack stack, int generation, String topicPrefix, int partitions) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern JOB_ID = Pattern.compile("runs as ([0-9a-f]{32})");

  static World make(EmbeddedStack stack, int generation, String topicPrefix, int partitions)
      throws SQLException, ExecutionException, InterruptedException {
    World world = new World(stack, generation, topicPrefix, partitions);
    world.createTopics();
    world.beginGeneration();
    return world;
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    Map<String, String> forEver = Map.of("retention.ms", "-1");
    try (Admin admin = admin()) {
      Collection<NewTopic> topics =
          Stream.of("cargo-movements", "clearance-events", "dead-letters", "late-events")
              .map(topic -> new NewTopic(topicPrefix + topic, partitions, (short) 1))
              .map(topic -> topic.configs(forEver))
              .toList();
      admin.createTopics(topics).all().get();
      // The controller has them; the broker learns of them a moment later.
      List<String> names = topics.stream().map(NewTopic::name).toList();
      await()
          .atMost(30, SECONDS)
          .ignoreExceptions()
          .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }
  }

  private void beginGeneration() throws SQLException {
    try (Connection owner = stack.ownerDataSource().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "INSERT INTO portally.generations (number) SELECT %1$d WHERE NOT EXISTS (SELECT FROM portally.generations WHERE number = %1$d)"
              .formatted(generation));
      AuditTrigger.install(owner);
    }
  }

  /** Runs the job and waits for its end; the command's exit code. */
  int run(String... arguments) {
    return job(new StringWriter(), arguments);
  }

  /** Starts the job and returns its id. */
  String submit(String... arguments) {
    StringWriter out = new StringWriter();
    int exit =
        job(out, Stream.concat(Stream.of("--detach"), Stream.of(arguments)).toArray(String[]::new));
    Matcher id = JOB_ID.matcher(out.toString());
    if (exit != 0 || !id.find()) {
      throw new IllegalStateException("job ended with %d: %s".formatted(exit, out));
    }
    return id.group(1);
  }

  private int job(StringWriter out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("job", "port-metrics", "--flink=" + stack.flinkRestUrl()));
    Map.of(
            "portally.kafka.bootstrap-servers", stack.bootstrapServers(),
            "portally.topic-prefix", topicPrefix,
            "portally.jdbc.url", stack.jdbcUrl(),
            "portally.jdbc.user", stack.writer().user(),
            "portally.jdbc.password-file", stack.writer().passwordFile().toString(),
            "portally.generation", String.valueOf(generation),
            "parallelism.default", "2")
        .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    arguments.addAll(List.of(more));
    CommandLine commands = Portally.commandLine();
    commands.setOut(new PrintWriter(out, true));
    return commands.execute(arguments.toArray(String[]::new));
  }

  /** Every cell as the oracle has it, and no row has ever moved backwards. */
  void assertEquals(Oracle oracle) throws SQLException {
    try (Connection reader = stack.ownerDataSource().getConnection()) {
      assertThat(new TableComparison(oracle).differences(reader, generation)).isEmpty();
      assertThat(AuditTrigger.violations(reader)).isEmpty();
    }
  }

  /** How many records have a fate so far, as the table says. */
  long recordsTold() throws SQLException {
    String query =
        "SELECT coalesce(sum(records), 0) FROM portally.data_quality WHERE granularity = 'DAY' AND generation = "
            + generation;
    try (Connection reader = stack.ownerDataSource().getConnection();
        Statement statement = reader.createStatement();
        ResultSet sum = statement.executeQuery(query)) {
      sum.next();
      return sum.getLong(1);
    }
  }

  /** How many records a topic holds. */
  long recordsOn(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> ends =
          IntStream.range(0, partitions)
              .mapToObj(partition -> new TopicPartition(topicPrefix + topic, partition))
              .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  /** Takes a checkpoint and waits until it is complete. */
  void takeCheckpoint(String job) throws IOException, InterruptedException {
    JsonNode trigger =
        send(
            HttpRequest.newBuilder(
                    stack.flinkRestUrl().resolve("/jobs/%s/checkpoints".formatted(job)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"checkpointType\":\"FULL\"}")));
    String path = "/jobs/%s/checkpoints/%s".formatted(job, trigger.path("request-id").asText());
    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () -> {
              JsonNode status = get(path);
              assertThat(status.at("/status/id").asText()).isEqualTo("COMPLETED");
              assertThat(status.at("/operation/failure-cause").isMissingNode()).isTrue();
            });
  }

  /** How often the job has been restarted. */
  int restarts(String job) throws IOException, InterruptedException {
    return get("/jobs/%s/metrics?get=numRestarts".formatted(job)).path(0).path("value").asInt();
  }

  void cancel(String job) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(stack.flinkRestUrl().resolve("/jobs/%s?mode=cancel".formatted(job)))
            .method("PATCH", BodyPublishers.noBody()));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(stack.flinkRestUrl().resolve(path)));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    String body = HTTP.send(request.build(), BodyHandlers.ofString()).body();
    return body.isBlank() ? JSON.nullNode() : JSON.readTree(body);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }
}
