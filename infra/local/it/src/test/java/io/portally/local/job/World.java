package io.portally.local.job;

import static io.portally.local.job.Patience.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.local.oracle.AuditTrigger;
import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.TableComparison;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.KafkaTopics;
import io.portally.schemas.Topic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What one test has to itself on a shared stack: its topics, by their prefix, and its generation of
 * rows.
 */
record World(EmbeddedStack stack, int generation, String topicPrefix, int partitions) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern JOB_ID = Pattern.compile("runs as ([0-9a-f]{32})");

  /** One with a generation of rows of its own, bound to no definitions yet. */
  static World make(EmbeddedStack stack, String topicPrefix, int partitions)
      throws SQLException, ExecutionException, InterruptedException {
    return makeIn(beginGeneration(stack), stack, topicPrefix, partitions);
  }

  /** One whose generation has been made. */
  static World makeIn(int generation, EmbeddedStack stack, String topicPrefix, int partitions)
      throws ExecutionException, InterruptedException {
    World world = new World(stack, generation, topicPrefix, partitions);
    world.createTopics();
    return world;
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    topics()
        .create(
            Stream.of("cargo-movements", "clearance-events", "dead-letters", "late-events")
                .map(topic -> KafkaTopics.forEver(topicPrefix + topic, partitions))
                .toList());
  }

  /** The same topics, with a new generation of rows. */
  World withNewGeneration() throws SQLException {
    return withGeneration(beginGeneration(stack));
  }

  /** The same topics, with another generation of rows, which has been made. */
  World withGeneration(int other) {
    return new World(stack, other, topicPrefix, partitions);
  }

  /** Takes the next number, so that tests need not know of each other. */
  private static int beginGeneration(EmbeddedStack stack) throws SQLException {
    String insert =
        """
        INSERT INTO portally.generations (number)
        SELECT max(number) + 1 FROM portally.generations RETURNING number\
        """;
    return Math.toIntExact(number(stack, insert));
  }

  /** The consumer group of this world's job. */
  String group() {
    String group = "portally-port-metrics";
    return generation == 1 ? group : group + "-generation-" + generation;
  }

  /** The offsets that this world's job has committed, of one partition each. */
  List<Long> committed() throws ExecutionException, InterruptedException {
    try (Admin admin = topics().admin()) {
      return admin
          .listConsumerGroupOffsets(group())
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .map(OffsetAndMetadata::offset)
          .toList();
    }
  }

  /** How many records this world's job has committed as read. */
  long recordsCommitted() throws ExecutionException, InterruptedException {
    return committed().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns when this world's job has committed all that its topics hold. A commit that fails is
   * not tried again, and only the one of the next checkpoint makes up for it: so each look takes
   * one, as a job does that has not been told to wait for orders.
   */
  void awaitAllCommitted(String job) {
    long read = RecordedTraffic.TOPICS.stream().mapToLong(it -> recordsOn(it.suffix())).sum();
    await()
        .atMost(180, SECONDS)
        .untilAsserted(
            () -> {
              takeCheckpoint(job);
              assertThat(recordsCommitted()).isEqualTo(read);
            });
  }

  /** Runs the job and waits for its end; the command's exit code. */
  int run(String... arguments) {
    return job(List.of(), arguments).exitCode();
  }

  /** Starts the job, or tries to. */
  PackagedCommands.Ended trySubmit(String... arguments) {
    return job(List.of("--detach"), arguments);
  }

  /** Starts the job and returns its id. */
  String submit(String... arguments) {
    PackagedCommands.Ended ended = trySubmit(arguments);
    Matcher id = JOB_ID.matcher(ended.out());
    if (ended.exitCode() != 0 || !id.find()) {
      throw new IllegalStateException("not submitted: " + ended);
    }
    return id.group(1);
  }

  private PackagedCommands.Ended job(List<String> options, String... more) {
    return PackagedCommands.run(stack, jobArguments(options, more));
  }

  /** The command that starts the main job. */
  List<String> jobArguments(List<String> options, String... more) {
    return jobArguments("port-metrics", options, more);
  }

  /** The command that starts a job. */
  List<String> jobArguments(String job, List<String> options, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "job",
                job,
                // The settings for jobs that the stack came up with lie there.
                "--data=" + stack.data(),
                "--flink=" + stack.flinkRestUrl()));
    arguments.addAll(options);
    Map.of(
            "portally.kafka.bootstrap-servers", stack.bootstrapServers(),
            "portally.topic-prefix", topicPrefix,
            "portally.jdbc.url", stack.jdbcUrl(),
            "portally.jdbc.user", stack.writer().user(),
            "portally.jdbc.password-file", stack.writer().passwordFile().toString(),
            "portally.generation", String.valueOf(generation),
            // Rows of whole hours and days tell tests how far the job has come.
            "portally.refresh.hour", "1 s",
            "portally.refresh.day", "1 s",
            "parallelism.default", "2")
        .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Publishes lines as {@code portally send} does. */
  void send(Topic topic, JsonNode... lines) throws IOException {
    Path file = Files.createTempFile(stack.data(), topic.suffix(), ".jsonl");
    Files.write(file, Stream.of(lines).map(JsonNode::toString).toList());
    RecordedTraffic.send(topic, file, stack.bootstrapServers(), topicPrefix);
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
    return number(
        stack,
        "SELECT coalesce(sum(records), 0) FROM portally.data_quality WHERE granularity = 'DAY' AND generation = "
            + generation);
  }

  private static long number(EmbeddedStack stack, String sql) throws SQLException {
    try (Connection owner = stack.ownerDataSource().getConnection();
        Statement statement = owner.createStatement();
        ResultSet number = statement.executeQuery(sql)) {
      number.next();
      return number.getLong(1);
    }
  }

  /** Returns when so many records have a fate. */
  void awaitRecordsTold(long atLeast) {
    await()
        .atMost(180, SECONDS)
        .untilAsserted(() -> assertThat(recordsTold()).isGreaterThanOrEqualTo(atLeast));
  }

  /**
   * Returns when the tables are as the oracle has them. A look at every cell is work for the
   * machine that the job is to end on, so it is put off until as many rows are complete as there
   * are to be.
   */
  void awaitEqual(Oracle oracle) throws SQLException {
    long complete = oracle.completeRows();
    await()
        .atMost(180, SECONDS)
        .untilAsserted(
            () -> {
              assertThat(completeRows()).isGreaterThanOrEqualTo(complete);
              assertEquals(oracle);
            });
  }

  private long completeRows() throws SQLException {
    return number(
        stack,
        """
        SELECT (SELECT count(*) FROM portally.throughput WHERE complete AND events > 0 AND generation = %1$d)
             + (SELECT count(*) FROM portally.clearance_activity WHERE complete AND events > 0 AND generation = %1$d)
        """
            .formatted(generation));
  }

  /** How many records a topic holds. */
  long recordsOn(String topic) {
    return recordsIn(topic).stream().mapToLong(Long::longValue).sum();
  }

  /** How many records each partition of a topic holds. */
  List<Long> recordsIn(String topic) {
    return topics().recordsIn(topicPrefix + topic);
  }

  KafkaTopics topics() {
    return new KafkaTopics(stack.bootstrapServers());
  }

  /** Takes a checkpoint and waits until it is complete. */
  void takeCheckpoint(String job) throws IOException, InterruptedException {
    String checkpoints = "/jobs/%s/checkpoints".formatted(job);
    JsonNode trigger = post(checkpoints, "{\"checkpointType\":\"FULL\"}");
    operation(checkpoints, trigger);
  }

  /** Stops the job with a savepoint; where that lies. */
  String stopWithSavepoint(String job) throws IOException, InterruptedException {
    JsonNode trigger = post("/jobs/%s/stop".formatted(job), "{\"drain\":false}");
    return operation("/jobs/%s/savepoints".formatted(job), trigger).path("location").asText();
  }

  /** What an operation came to, when it is complete. */
  private JsonNode operation(String path, JsonNode trigger) {
    String request = path + "/" + trigger.path("request-id").asText();
    JsonNode complete =
        await()
            .atMost(60, SECONDS)
            .until(
                () -> get(request), status -> status.at("/status/id").asText().equals("COMPLETED"));
    assertThat(complete.at("/operation/failure-cause").isMissingNode())
        .as(complete.toString())
        .isTrue();
    return complete.path("operation");
  }

  /** The checkpoint or savepoint that the job last began from; missing where it has not. */
  JsonNode restored(String job) throws IOException, InterruptedException {
    return get("/jobs/%s/checkpoints".formatted(job)).at("/latest/restored");
  }

  /** The newest checkpoint of the job. */
  long newestCheckpoint(String job) throws IOException, InterruptedException {
    return get("/jobs/%s/checkpoints".formatted(job)).at("/latest/completed/id").asLong();
  }

  /** How often the job has been restarted. */
  int restarts(String job) {
    return await()
        .atMost(30, SECONDS)
        .until(
            () -> get("/jobs/%s/metrics?get=numRestarts".formatted(job)).at("/0/value"),
            value -> !value.isMissingNode())
        .asInt();
  }

  /**
   * Whether the job has failed at least once. Told by its history: metrics may stand still for
   * minutes where a TaskManager died while it was asked for its own.
   */
  boolean hasFailed(String job) throws IOException, InterruptedException {
    return !get("/jobs/%s/exceptions".formatted(job)).at("/exceptionHistory/entries").isEmpty();
  }

  void cancel(String job) throws IOException {
    new FlinkRest(stack.flinkRestUrl()).cancel(job);
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(stack.flinkRestUrl().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(stack.flinkRestUrl().resolve(path)));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    String body = HTTP.send(request.build(), BodyHandlers.ofString()).body();
    return body.isBlank() ? JSON.nullNode() : JSON.readTree(body);
  }
}
