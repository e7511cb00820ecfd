package io.portally.alerts.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portally.alerts.notify.Target;
import io.portally.alerts.notify.UsualLengths;
import io.portally.alerts.open.Change;
import io.portally.alerts.open.Labels;
import io.portally.alerts.open.OpenAlert;
import io.portally.alerts.open.OpenAlerts;
import io.portally.alerts.open.Sentence;
import io.portally.alerts.open.Usual;
import io.portally.events.AlertKind;
import io.portally.events.SlowClearance;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells a web hook of each state of each alert, at risk or slow, as a CloudEvent. Where more of one
 * port and rule change in the same way at once than would be named, they are one event with their
 * number and a few of them.
 */
public final class WebhookTarget implements Target {

  private static final String SOURCE = "/portally/slow-clearances";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Webhook webhook;
  private final int mostNamed;
  private final Sentence sentence;
  private final UsualLengths usual;
  private final InstantSource clock;

  /**
   * Prepares the target.
   *
   * @param mostNamed of one port and rule, how many changes of one kind at once are events of their
   *     own
   */
  public WebhookTarget(
      Webhook webhook, int mostNamed, Sentence sentence, UsualLengths usual, InstantSource clock) {
    this.webhook = webhook;
    this.mostNamed = mostNamed;
    this.sentence = sentence;
    this.usual = usual;
    this.clock = clock;
  }

  /** What is told at once: the same has happened to all of them. */
  private record Sort(Labels labels, String status) {}

  @Override
  public String name() {
    return "webhook-%s-%s"
        .formatted(
            webhook.url().getAuthority(),
            Integer.toHexString(webhook.url().getRawPath().hashCode()));
  }

  @Override
  public Set<String> alreadyNamed() {
    return Set.of();
  }

  @Override
  public void begin(OpenAlerts open, boolean isFirstTime) throws IOException, InterruptedException {
    if (isFirstTime) {
      tell(open.all().stream().<Change>map(Change.Opened::new).toList(), open);
    }
  }

  @Override
  public void tell(List<Change> changes, OpenAlerts open) throws IOException, InterruptedException {
    Map<Sort, List<Change>> sorts = new LinkedHashMap<>();
    for (Change change : changes) {
      Sort sort = new Sort(change.alert().labels(), recordOf(change).getStatus().name());
      sorts.computeIfAbsent(sort, unused -> new ArrayList<>()).add(change);
    }
    for (Map.Entry<Sort, List<Change>> sort : sorts.entrySet()) {
      if (sort.getValue().size() > mostNamed) {
        tellOfMany(sort.getKey(), sort.getValue());
      } else {
        for (Change change : sort.getValue()) {
          tellOfOne(change);
        }
      }
    }
  }

  /** A receiver forgets nothing that it has taken. */
  @Override
  public void remind(OpenAlerts open) {}

  private void tellOfOne(Change change) throws IOException, InterruptedException {
    SlowClearance record = recordOf(change);
    Labels labels = change.alert().labels();
    ObjectNode event =
        event(
            idOf(List.of(record)),
            typeOf("clearance", labels, record.getStatus().name()),
            record.getAlertId());
    ObjectNode data = event.putObject("data");
    data.put("summary", summary(change));
    putLabels(data, labels);
    putRecord(data, record);
    putUsual(data, usual.of(labels));
    webhook.send(event.path("id").asText(), event);
  }

  private void tellOfMany(Sort sort, List<Change> changes)
      throws IOException, InterruptedException {
    List<SlowClearance> records = changes.stream().map(WebhookTarget::recordOf).toList();
    ObjectNode event =
        event(
            idOf(records),
            typeOf("clearances", sort.labels(), sort.status()),
            "%s/%s".formatted(sort.labels().port(), sort.labels().rule()));
    ObjectNode data = event.putObject("data");
    data.put(
        "summary",
        "%,d alerts of rule %s at %s at once: %s."
            .formatted(
                changes.size(),
                sort.labels().rule(),
                sort.labels().port(),
                sort.status().toLowerCase(Locale.ROOT)));
    data.put("count", changes.size());
    putLabels(data, sort.labels());
    putUsual(data, usual.of(sort.labels()));
    ArrayNode some = data.putArray("some");
    changes.stream()
        .sorted((a, b) -> OpenAlert.OLDEST_FIRST.compare(a.alert(), b.alert()))
        .limit(mostNamed)
        .forEach(change -> putRecord(some.addObject(), recordOf(change)));
    webhook.send(event.path("id").asText(), event);
  }

  private static SlowClearance recordOf(Change change) {
    return change instanceof Change.Ended ended ? ended.end() : change.alert().alert();
  }

  private String summary(Change change) {
    return change instanceof Change.Ended ended
        ? sentence.ended(ended.end())
        : sentence.open(change.alert().alert(), clock.instant(), usual.of(change.alert().labels()));
  }

  private ObjectNode event(String id, String type, String subject) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", SOURCE);
    event.put("type", type);
    event.put("subject", subject);
    event.put("time", clock.instant().toString());
    event.put("datacontenttype", "application/json");
    return event;
  }

  /** Of the same records the same, and fit for a header whatever their ids are made of. */
  private static String idOf(List<SlowClearance> records) {
    StringBuilder name = new StringBuilder();
    for (SlowClearance record : records) {
      name.append(record.getAlertId())
          .append(' ')
          .append(record.getOccurrence())
          .append(' ')
          .append(record.getStatus())
          .append(' ')
          .append(record.getRuleVersion())
          .append(' ')
          .append(record.getEndedAt())
          .append('\n');
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(UTF_8)).toString();
  }

  private static String typeOf(String what, Labels labels, String status) {
    String kind = labels.kind() == AlertKind.AT_RISK ? "at-risk" : "slow";
    // As on the topic, in its records' headers.
    String happened = status.equals("OPEN") ? "opened" : status.toLowerCase(Locale.ROOT);
    return "io.portally.%s-%s.%s".formatted(kind, what, happened);
  }

  private static void putLabels(ObjectNode data, Labels labels) {
    data.put("severity", labels.severity());
    data.put("port", labels.port());
    data.put("region", labels.region());
    data.put("leg", labels.leg());
    data.put("rule", labels.rule());
  }

  private static void putRecord(ObjectNode data, SlowClearance record) {
    data.put("alertId", record.getAlertId());
    data.put("occurrence", record.getOccurrence());
    data.put("kind", record.getKind().name());
    data.put("status", record.getStatus().name());
    data.put("consignmentId", record.getConsignmentId());
    data.put("declarationId", record.getDeclarationId());
    data.put("equipmentId", record.getEquipmentId());
    data.put("ruleVersion", record.getRuleVersion());
    data.put("startedAt", record.getStartedAt().toString());
    data.put("dueAt", record.getDueAt().toString());
    data.put("endedAt", record.getEndedAt() == null ? null : record.getEndedAt().toString());
    data.put("waitingFor", record.getWaitingFor().name());
    data.put("waitingOn", record.getWaitingOn().name());
  }

  private static void putUsual(ObjectNode data, @Nullable Usual usual) {
    if (usual != null) {
      data.put("usualMedianSeconds", usual.median().toSeconds());
      data.put("usualP90Seconds", usual.p90().toSeconds());
    }
  }
}
