package io.portally.alerts.alertmanager;

import io.portally.alerts.notify.Target;
import io.portally.alerts.notify.UsualLengths;
import io.portally.alerts.open.Change;
import io.portally.alerts.open.Crowd;
import io.portally.alerts.open.Labels;
import io.portally.alerts.open.OpenAlert;
import io.portally.alerts.open.OpenAlerts;
import io.portally.alerts.open.Sentence;
import io.portally.events.SlowClearance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Alertmanager what is slow. Named alerts are one each, with their id as a label; a crowd is
 * one alert for its port and rule, with their number. What is at risk is never posted, so that no
 * route of Alertmanager's can page for it.
 *
 * <p>An open alert is posted with an end in the near future and posted again before that, so it
 * outlives a restart of Alertmanager, and ends by itself should the notifier be gone for good.
 * Silences of alerts that are over are ended.
 */
public final class AlertmanagerTarget implements Target {

  static final String ONE = "SlowClearance";
  static final String CROWD = "SlowClearances";

  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerTarget.class);

  private final Alertmanager alertmanager;
  private final Sentence sentence;
  private final UsualLengths usual;
  private final Duration hold;
  private final InstantSource clock;

  /**
   * Prepares the target.
   *
   * @param hold for how long Alertmanager holds an alert as open that is not posted again
   */
  public AlertmanagerTarget(
      Alertmanager alertmanager,
      Sentence sentence,
      UsualLengths usual,
      Duration hold,
      InstantSource clock) {
    this.alertmanager = alertmanager;
    this.sentence = sentence;
    this.usual = usual;
    this.hold = hold;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "alertmanager-" + alertmanager.url().getAuthority();
  }

  @Override
  public Set<String> alreadyNamed() throws IOException, InterruptedException {
    return alertmanager.openAlertIds();
  }

  @Override
  public void begin(OpenAlerts open, boolean isFirstTime) throws IOException, InterruptedException {
    remind(open);
  }

  @Override
  public void tell(List<Change> changes, OpenAlerts open) throws IOException, InterruptedException {
    Instant now = clock.instant();
    List<PostedAlert> posted = new ArrayList<>();
    Set<Labels> crowds = new LinkedHashSet<>();
    Set<String> unsilenced = new HashSet<>();
    for (Change change : changes) {
      OpenAlert alert = change.alert();
      if (endsAcknowledgement(change)) {
        unsilenced.add(alert.id());
      }
      if (!alert.labels().mayPage()) {
        continue;
      }
      if (!alert.named()) {
        crowds.add(alert.labels());
      } else if (change instanceof Change.Ended end) {
        posted.add(over(end, now));
      } else {
        posted.add(open(alert, now));
      }
    }
    crowds.forEach(labels -> posted.add(crowd(open.crowd(labels), now)));
    post(posted);
    endSilences(unsilenced);
  }

  /** What an acknowledgement stands for is one occurrence of an alert. */
  private static boolean endsAcknowledgement(Change change) {
    return change instanceof Change.Ended
        || (change instanceof Change.Opened && change.alert().alert().getOccurrence() > 1);
  }

  @Override
  public void remind(OpenAlerts open) throws IOException, InterruptedException {
    Instant now = clock.instant();
    List<PostedAlert> posted = new ArrayList<>();
    open.named().stream()
        .filter(alert -> alert.labels().mayPage())
        .forEach(alert -> posted.add(open(alert, now)));
    open.crowds().stream()
        .filter(crowd -> crowd.labels().mayPage())
        .forEach(crowd -> posted.add(crowd(crowd, now)));
    post(posted);
  }

  /** What it says is not valid stays so; the others have been taken, and those to come wait. */
  private void post(List<PostedAlert> posted) throws IOException, InterruptedException {
    try {
      alertmanager.post(posted);
    } catch (RefusedByAlertmanager e) {
      LOG.error(
          "Some alerts are lost to Alertmanager, as it does not take them: {}", e.getMessage());
    }
  }

  private void endSilences(Set<String> alertIds) throws IOException, InterruptedException {
    if (alertIds.isEmpty()) {
      return;
    }
    for (Silence silence : alertmanager.silences()) {
      if (alertIds.contains(silence.alertId())) {
        alertmanager.expire(silence);
      }
    }
  }

  private PostedAlert open(OpenAlert open, Instant now) {
    SlowClearance alert = open.alert();
    return new PostedAlert(
        labels(open),
        annotations(alert, sentence.open(alert, now, usual.of(open.labels()))),
        earlier(alert.getDueAt(), now),
        now.plus(hold));
  }

  private PostedAlert over(Change.Ended ended, Instant now) {
    SlowClearance end = ended.end();
    Instant startsAt = earlier(end.getDueAt(), now);
    Instant endedAt = end.getEndedAt() == null ? now : earlier(end.getEndedAt(), now);
    return new PostedAlert(
        labels(ended.alert()),
        annotations(end, sentence.ended(end)),
        startsAt,
        endedAt.isBefore(startsAt) ? startsAt : endedAt);
  }

  private PostedAlert crowd(Crowd crowd, Instant now) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("summary", sentence.crowd(crowd, now, usual.of(crowd.labels())));
    annotations.put("count", String.valueOf(crowd.size()));
    Instant startsAt =
        crowd.size() == 0 ? now : earlier(crowd.oldest().get(0).alert().getDueAt(), now);
    return new PostedAlert(
        labels(CROWD, crowd.labels()),
        annotations,
        startsAt,
        crowd.size() == 0 ? now : now.plus(hold));
  }

  /** The clock of whoever publishes alerts may be ahead of ours. */
  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Map<String, String> labels(OpenAlert alert) {
    Map<String, String> labels = labels(ONE, alert.labels());
    labels.put(Alertmanager.ALERT_ID, alert.id());
    return labels;
  }

  private static Map<String, String> labels(String name, Labels shared) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", name);
    labels.put("severity", shared.severity());
    labels.put("port", shared.port());
    if (shared.region() != null) {
      labels.put("region", shared.region());
    }
    labels.put("leg", shared.leg());
    labels.put("rule", shared.rule());
    return labels;
  }

  private Map<String, String> annotations(SlowClearance alert, String summary) {
    Map<String, String> annotations = sentence.facts(alert);
    annotations.put("summary", summary);
    return annotations;
  }
}
