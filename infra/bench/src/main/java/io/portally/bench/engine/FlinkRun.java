package io.portally.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job at work; what it has read is what its source says. */
public final class FlinkRun implements Run {

  private static final String SOURCE_VERTEX = "Source: ";

  /** What our jobs call it. Rules, alerts and the ticks of heartbeats have sources of their own. */
  private static final String EVENTS_VERTEX = SOURCE_VERTEX + "events";

  private static final String SOURCE = "Source__";
  private static final String READ = ".numRecordsIn";
  private static final int FAILED = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BenchStack bench;
  private final Lane lane;
  private final FlinkRest cluster;
  private final String job;
  private @Nullable String question;
  private long answeredAtNanos = System.nanoTime();

  FlinkRun(BenchStack bench, Lane lane, String job) {
    this.bench = bench;
    this.lane = lane;
    this.cluster = new FlinkRest(bench.flink(lane).restUrl());
    this.job = job;
  }

  @Override
  public long consumed() {
    try {
      if (question == null) {
        question = findQuestion();
      }
      long sum = 0;
      if (question != null) {
        for (JsonNode metric : cluster.get(question)) {
          sum += metric.path("sum").asLong();
        }
      }
      return sum;
    } catch (IOException e) {
      // The metrics are not there yet, or no longer.
      return 0;
    }
  }

  /** The path that asks for what the source has read; null until it has said anything. */
  private @Nullable String findQuestion() throws IOException {
    JsonNode vertices = cluster.get("/jobs/" + job).path("vertices");
    JsonNode source = firstNamed(EVENTS_VERTEX, vertices);
    JsonNode vertex = source == null ? firstNamed(SOURCE_VERTEX, vertices) : source;
    if (vertex == null) {
      return null;
    }
    String metrics =
        "/jobs/%s/vertices/%s/subtasks/metrics".formatted(job, vertex.path("id").asText());
    for (JsonNode metric : cluster.get(metrics)) {
      String id = metric.path("id").asText();
      if (id.startsWith(SOURCE) && id.endsWith(READ)) {
        return metrics + "?agg=sum&get=" + URLEncoder.encode(id, UTF_8);
      }
    }
    return null;
  }

  private static @Nullable JsonNode firstNamed(String beginning, JsonNode vertices) {
    for (JsonNode vertex : vertices) {
      if (vertex.path("name").asText().startsWith(beginning)) {
        return vertex;
      }
    }
    return null;
  }

  @Override
  public boolean hasEnded() {
    try {
      String state = cluster.state(job);
      answeredAtNanos = System.nanoTime();
      return switch (state) {
        case "FINISHED" -> true;
        case "FAILED", "CANCELED" -> throw failed(state);
        default -> false;
      };
    } catch (IOException e) {
      if (System.nanoTime() - answeredAtNanos < PATIENCE.toNanos()) {
        return false;
      }
      throw StackFailure.unreachable(
          "The Flink cluster has not answered for %d s: %s"
              .formatted(PATIENCE.toSeconds(), e.getMessage()),
          e);
    }
  }

  @Override
  public void checkpoint() {
    try {
      cluster.checkpoint(job);
    } catch (IOException e) {
      if (!hasEnded()) {
        throw StackFailure.withExitCode(
            FAILED, "The Flink cluster takes no order for a checkpoint: " + e.getMessage());
      }
    }
  }

  /** The checkpoints that have been completed, the newest first. */
  public List<Checkpoint> checkpoints() {
    try {
      List<Checkpoint> completed = new ArrayList<>();
      for (JsonNode checkpoint : cluster.get("/jobs/" + job + "/checkpoints").path("history")) {
        if (checkpoint.path("status").asText().equals("COMPLETED")) {
          completed.add(Checkpoint.of(checkpoint));
        }
      }
      return List.copyOf(completed);
    } catch (IOException e) {
      // A cluster at work may be slow to answer.
      return List.of();
    }
  }

  /** What the heap of the process that works holds, in bytes, when all garbage is collected. */
  public long heapInUse() {
    return bench.flink(lane).taskManagers().stream().mapToLong(Heap::usedAfterCollection).sum();
  }

  private StackFailure failed(String state) throws IOException {
    return StackFailure.withExitCode(
        FAILED,
        "The job is %s: %s"
            .formatted(
                state, cluster.cause(job).lines().findFirst().orElse("Flink gives no cause.")));
  }

  @Override
  public List<ProcessHandle> processes() {
    return bench.flink(lane).handles();
  }

  /** The whole cluster goes, so that nothing of it is there when others are measured. */
  @Override
  public void close() {
    bench.doWithoutFlink(lane);
  }
}
