package io.portally.alerts.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receiver of events, and how they are sent to it. */
public final class Webhook {

  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The receiver has read the event and does not want it: to send it again would not help. */
  private static final Set<Integer> DOES_NOT_WANT_IT = Set.of(400, 413, 415, 422);

  private final URI url;
  private final List<WebhookSecret> secrets;
  private final InstantSource clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * Sends to that address.
   *
   * @param secrets each makes a signature of its own, so that they can be changed one by one; the
   *     receiver is content with any that it knows
   */
  public Webhook(URI url, List<WebhookSecret> secrets, InstantSource clock) {
    this.url = url;
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  /** Where it is. */
  public URI url() {
    return url;
  }

  /**
   * Sends an event. One that the receiver does not want is logged and counts as sent.
   *
   * @param id the same each time that the same event is sent
   * @throws IOException if it was not taken, and is to be sent again
   */
  void send(String id, ObjectNode event) throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(event);
    long timestamp = clock.instant().getEpochSecond();
    String signatures =
        secrets.stream()
            .map(secret -> secret.sign(id, timestamp, body))
            .collect(Collectors.joining(" "));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
            .header("webhook-id", id)
            .header("webhook-timestamp", String.valueOf(timestamp))
            .header("webhook-signature", signatures)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
    int status = answer.statusCode();
    if (DOES_NOT_WANT_IT.contains(status)) {
      LOG.error("The receiver {} does not take the event {}: it answers {}", url, id, status);
    } else if (status / 100 != 2) {
      throw new IOException("The receiver %s answers %d".formatted(url, status));
    }
  }
}
