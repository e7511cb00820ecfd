package io.portally.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.AlertStatus;
import io.portally.events.SlowClearance;
import io.portally.local.oracle.ExpectedAlerts.Expected;
import io.portally.local.stack.KafkaTopics;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a job has told of alerts so far.
 *
 * @param byId of each alert all that was told, in its order
 */
record ToldAlerts(Map<String, List<Told>> byId) {

  private static final int MOST_DESCRIBED = 12;

  /**
   * A record of the topic of alerts.
   *
   * @param time the event time at which it was told, as its header says
   * @param published when it was published, by the clock
   * @param type as CloudEvents have it
   */
  record Told(SlowClearance alert, Instant time, Instant published, String type) {

    static Told of(ConsumerRecord<byte[], byte[]> record) {
      Decoded decoded = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES).decode(record.value());
      return new Told(
          (SlowClearance) ((Decoded.Event) decoded).record(),
          Instant.parse(header(record, "ce_time")),
          Instant.ofEpochMilli(record.timestamp()),
          header(record, "ce_type"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
      return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public String toString() {
      return "%s %d %s at %s"
          .formatted(
              alert.getStatus(),
              alert.getOccurrence(),
              alert.getEndedAt() == null ? "" : alert.getEndedAt(),
              time);
    }
  }

  /** All that the topic holds by now. */
  static ToldAlerts on(World world) {
    Map<String, List<Told>> byId = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        new KafkaTopics(world.stack().bootstrapServers())
            .read(world.topicPrefix() + "slow-clearances")) {
      byId.computeIfAbsent(new String(record.key(), UTF_8), id -> new ArrayList<>())
          .add(Told.of(record));
    }
    return new ToldAlerts(byId);
  }

  /** All that was told, alert by alert. */
  List<Told> all() {
    return byId.values().stream().flatMap(List::stream).toList();
  }

  /**
   * What differs: first how many alerts of each sort, then some of them with all that was told of
   * them; empty where nothing does. An alert that does not stand may have been told and withdrawn.
   * When it was withdrawn is not compared: it depends on what came first, where several things have
   * withdrawn it.
   */
  List<String> differencesFrom(Map<String, Expected> expected) {
    List<Difference> all = new ArrayList<>();
    expected.forEach(
        (id, alert) -> {
          List<Told> told = byId.getOrDefault(id, List.of());
          if (told.isEmpty()) {
            all.add(new Difference("missing", id + ": " + alert));
          } else if (!standsAs(alert, last(told))) {
            String sentence = "%s %s, and should be %s".formatted(id, told, alert);
            all.add(new Difference("in another state", sentence));
          }
        });
    byId.forEach(
        (id, told) -> {
          SlowClearance alert = last(told).alert();
          if (!expected.containsKey(id) && alert.getStatus() != AlertStatus.WITHDRAWN) {
            all.add(new Difference("false", "%s %s, %s".formatted(id, told, alert)));
          }
          if (isOutOfOrder(told)) {
            all.add(new Difference("counted down", id + " " + told));
          }
        });
    if (all.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(difference -> counts.merge(difference.sort(), 1, Integer::sum));
    List<String> described = new ArrayList<>();
    described.add("%s, of %d expected".formatted(counts, expected.size()));
    all.stream()
        .sorted(Comparator.comparing(Difference::sort))
        .limit(MOST_DESCRIBED)
        .forEach(difference -> described.add(difference.sort() + ": " + difference.sentence()));
    return described;
  }

  private record Difference(String sort, String sentence) {}

  private static boolean standsAs(Expected expected, Told told) {
    return told.alert().getKind().name().equals(expected.kind())
        && told.alert().getStatus().name().equals(expected.status())
        && (told.alert().getStatus() != AlertStatus.RESOLVED
            || told.alert().getEndedAt().equals(expected.waiting().overAt()));
  }

  /** One that opens again counts up; one that is told again after a crash may not count down. */
  private static boolean isOutOfOrder(List<Told> told) {
    for (int i = 1; i < told.size(); i++) {
      if (told.get(i).alert().getOccurrence() < told.get(i - 1).alert().getOccurrence()) {
        return true;
      }
    }
    return false;
  }

  private static Told last(List<Told> told) {
    return told.get(told.size() - 1);
  }
}
