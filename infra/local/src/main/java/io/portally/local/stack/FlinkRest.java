package io.portally.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The few questions that are asked of a Flink cluster's REST interface. */
public final class FlinkRest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  private final URI url;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();

  public FlinkRest(URI url) {
    this.url = url;
  }

  /** Slots of all TaskManagers that have registered; 0 as long as nobody answers. */
  public int slots() {
    try {
      return get("/overview").path("slots-total").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Ids of the jobs that have not ended. */
  public List<String> runningJobs() throws IOException {
    List<String> running = new ArrayList<>();
    for (JsonNode job : get("/jobs").path("jobs")) {
      if (!ENDED.contains(job.path("status").asText())) {
        running.add(job.path("id").asText());
      }
    }
    return running;
  }

  /** The state of a job, as Flink names it. */
  public String state(String jobId) throws IOException {
    // Not the job's own page, which has Flink gather the metrics of all its tasks.
    return get("/jobs/" + jobId + "/status").path("status").asText();
  }

  /**
   * How far event time has come in the operator that it has come furthest in; later ones hear of it
   * in steps, when a window ends. Empty before the first watermark.
   */
  public Optional<Instant> watermark(String jobId) throws IOException {
    long furthest = Long.MIN_VALUE;
    for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
      furthest = Math.max(furthest, watermark(jobId, vertex.path("id").asText()));
    }
    return furthest == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(furthest));
  }

  /** That of the subtask that is behind the others; the least number where there is none. */
  private long watermark(String jobId, String vertexId) throws IOException {
    long lowest = Long.MAX_VALUE;
    for (JsonNode subtask : get("/jobs/" + jobId + "/vertices/" + vertexId + "/watermarks")) {
      lowest = Math.min(lowest, subtask.path("value").asLong(Long.MIN_VALUE));
    }
    return lowest == Long.MAX_VALUE ? Long.MIN_VALUE : lowest;
  }

  /** Why a job failed: the stack trace of the root cause, as Flink has it. */
  public String cause(String jobId) throws IOException {
    JsonNode entries =
        get("/jobs/" + jobId + "/exceptions").path("exceptionHistory").path("entries");
    return entries.path(0).path("stacktrace").asText();
  }

  /** Asks for the end of a job; returns before it has ended. */
  public void cancel(String jobId) throws IOException {
    send(
        HttpRequest.newBuilder(url.resolve("/jobs/" + jobId + "?mode=cancel"))
            .method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  /**
   * Orders a checkpoint of a running job; returns before it is taken.
   *
   * @throws IOException where the cluster does not take the order, as the job does not run
   */
  public void checkpoint(String jobId) throws IOException {
    send(
        HttpRequest.newBuilder(url.resolve("/jobs/" + jobId + "/checkpoints"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  /**
   * The answer to a GET request.
   *
   * @throws IOException where there is none, or it is an error
   */
  public JsonNode get(String path) throws IOException {
    return send(HttpRequest.newBuilder(url.resolve(path)));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> response =
          client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 400) {
        throw new IOException("HTTP status " + response.statusCode() + " from " + response.uri());
      }
      return json.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
