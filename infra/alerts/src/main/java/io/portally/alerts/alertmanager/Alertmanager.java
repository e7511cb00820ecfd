package io.portally.alerts.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One Alertmanager. Every method throws an {@link IOException} where it does not answer, or answers
 * with anything but success; then nothing is known of what it has done.
 */
public final class Alertmanager {

  /** The label that tells apart what else has the same labels. */
  public static final String ALERT_ID = "alert_id";

  /** How many alerts go in one request: some hundred kilobytes. */
  private static final int ALERTS_AT_ONCE = 500;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * Talks to the Alertmanager at that address.
   *
   * @param url with its route prefix, if it has one, but without {@code /api/v2}
   */
  public Alertmanager(URI url) {
    String text = url.toString();
    this.url = URI.create(text.endsWith("/") ? text : text + "/");
  }

  /** Where it is. */
  public URI url() {
    return url;
  }

  /**
   * Posts alerts, in their order.
   *
   * @throws RefusedByAlertmanager if some are not valid; those that are have been taken
   */
  public void post(List<PostedAlert> alerts) throws IOException, InterruptedException {
    RefusedByAlertmanager refusal = null;
    for (int from = 0; from < alerts.size(); from += ALERTS_AT_ONCE) {
      List<PostedAlert> some = alerts.subList(from, Math.min(from + ALERTS_AT_ONCE, alerts.size()));
      try {
        send(request("alerts").POST(BodyPublishers.ofByteArray(json(some))));
      } catch (RefusedByAlertmanager e) {
        refusal = e;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private static byte[] json(List<PostedAlert> alerts) throws IOException {
    ArrayNode list = JSON.createArrayNode();
    for (PostedAlert alert : alerts) {
      ObjectNode node = list.addObject();
      node.set("labels", JSON.valueToTree(alert.labels()));
      node.set("annotations", JSON.valueToTree(alert.annotations()));
      node.put("startsAt", alert.startsAt().toString());
      node.put("endsAt", alert.endsAt().toString());
    }
    return JSON.writeValueAsBytes(list);
  }

  /** The ids of the alerts that it holds as open. */
  public Set<String> openAlertIds() throws IOException, InterruptedException {
    Set<String> ids = new HashSet<>();
    String any = URLEncoder.encode(ALERT_ID + "=~\".+\"", UTF_8);
    for (JsonNode alert : send(request("alerts?filter=" + any).GET())) {
      ids.add(alert.path("labels").path(ALERT_ID).asText());
    }
    return ids;
  }

  /** The silences in force that are for one alert alone. */
  public List<Silence> silences() throws IOException, InterruptedException {
    List<Silence> silences = new ArrayList<>();
    for (JsonNode silence : send(request("silences").GET())) {
      JsonNode matchers = silence.path("matchers");
      boolean inForce = !silence.path("status").path("state").asText().equals("expired");
      if (inForce
          && matchers.size() == 1
          && matchers.path(0).path("name").asText().equals(ALERT_ID)
          && !matchers.path(0).path("isRegex").asBoolean()
          && matchers.path(0).path("isEqual").asBoolean(true)) {
        silences.add(
            new Silence(silence.path("id").asText(), matchers.path(0).path("value").asText()));
      }
    }
    return silences;
  }

  /**
   * Silences one alert.
   *
   * @param until long after it may last: whoever silences it ends that when the alert does
   * @param by who wants it so
   * @param why in a sentence
   */
  public Silence silence(String alertId, Instant from, Instant until, String by, String why)
      throws IOException, InterruptedException {
    ObjectNode silence = JSON.createObjectNode();
    ObjectNode matcher = silence.putArray("matchers").addObject();
    matcher.put("name", ALERT_ID);
    matcher.put("value", alertId);
    matcher.put("isRegex", false);
    matcher.put("isEqual", true);
    silence.put("startsAt", from.toString());
    silence.put("endsAt", until.toString());
    silence.put("createdBy", by);
    silence.put("comment", why);
    JsonNode made =
        send(request("silences").POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(silence))));
    return new Silence(made.path("silenceID").asText(), alertId);
  }

  /** Ends a silence; one that has ended meanwhile is as good. */
  public void expire(Silence silence) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(request("silence/" + silence.id()).DELETE().build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 404 && !isSuccess(answer)) {
      throw failure(answer);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve("api/v2/" + path))
        .timeout(ANSWER)
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
    if (!isSuccess(answer)) {
      throw failure(answer);
    }
    return answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  private static boolean isSuccess(HttpResponse<?> answer) {
    return answer.statusCode() / 100 == 2;
  }

  /** What it says of a bad request stays so; anything else may heal. */
  private IOException failure(HttpResponse<byte[]> answer) {
    String said = new String(answer.body(), UTF_8).strip();
    String sentence = "Alertmanager at %s answers %d: %s".formatted(url, answer.statusCode(), said);
    return answer.statusCode() == 400
        ? new RefusedByAlertmanager(sentence)
        : new IOException(sentence);
  }
}
