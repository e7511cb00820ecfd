package io.portally.alerts.command;

import io.portally.alerts.alertmanager.Alertmanager;
import io.portally.alerts.alertmanager.Silence;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The Alertmanager in which acknowledged alerts fall silent. */
final class AlertmanagerArgument {

  /** Ended by the notifier when the alert is over; this is for when nobody does. */
  private static final Duration LONGEST = Duration.ofDays(90);

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      defaultValue = "${PORTALLY_ALERTMANAGER_URL}",
      description =
          "Alertmanager's address, such as http://127.0.0.1:9093. Default: PORTALLY_ALERTMANAGER_URL in the environment; without it only the database is told.")
  private @Nullable URI url;

  /** Whether there is one. */
  boolean isGiven() {
    return url != null && !DatabaseLogin.isMissing(url.toString());
  }

  /** Silences an alert, unless it is silent already. */
  void silence(String alertId, String by, String why) {
    ask(
        alertmanager -> {
          for (Silence silence : alertmanager.silences()) {
            if (silence.alertId().equals(alertId)) {
              return;
            }
          }
          Instant now = Instant.now();
          Silence unused = alertmanager.silence(alertId, now, now.plus(LONGEST), by, why);
        });
  }

  /** Ends the silences of an alert. */
  void unsilence(String alertId) {
    ask(
        alertmanager -> {
          for (Silence silence : alertmanager.silences()) {
            if (silence.alertId().equals(alertId)) {
              alertmanager.expire(silence);
            }
          }
        });
  }

  private interface Request {
    void to(Alertmanager alertmanager) throws IOException, InterruptedException;
  }

  private void ask(Request request) {
    if (url == null || !isGiven()) {
      return;
    }
    try {
      request.to(new Alertmanager(url));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "The database is told, but Alertmanager at %s is not (%s); run the same again when it answers"
              .formatted(url, e.getMessage() == null ? e : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(
          ExitCode.UNREACHABLE, "Interrupted while waiting for Alertmanager at " + url, e);
    }
  }
}
