package io.portally.local.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.alerts.alertmanager.Alertmanager;
import io.portally.alerts.alertmanager.AlertmanagerTarget;
import io.portally.alerts.notify.Notifier;
import io.portally.alerts.notify.Ports;
import io.portally.alerts.notify.Target;
import io.portally.alerts.notify.UsualLengths;
import io.portally.alerts.open.Labels;
import io.portally.alerts.open.Sentence;
import io.portally.alerts.open.Usual;
import io.portally.alerts.webhook.Webhook;
import io.portally.alerts.webhook.WebhookSecret;
import io.portally.alerts.webhook.WebhookTarget;
import io.portally.events.SlowClearance;
import io.portally.local.stack.KafkaTopics;
import io.portally.schemas.SingleObject;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.tally.area.RegisterReader;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A topic of alerts of its own, what is published there, and who is told. */
record AlertWorld(String bootstrapServers, String prefix) {

  static final int MOST_NAMED = 3;
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final int PARTITIONS = 4;
  private static final Duration REMIND_EVERY = Duration.ofSeconds(1);

  static AlertWorld make(String bootstrapServers, String prefix)
      throws ExecutionException, InterruptedException {
    AlertWorld world = new AlertWorld(bootstrapServers, prefix);
    new KafkaTopics(bootstrapServers)
        .create(List.of(KafkaTopics.forEver(world.topic(), PARTITIONS)));
    return world;
  }

  String topic() {
    return prefix + "slow-clearances";
  }

  void publish(SlowClearance... alerts) {
    publish(List.of(alerts));
  }

  void publish(List<SlowClearance> alerts) {
    send(
        alerts.stream()
            .map(
                alert ->
                    new ProducerRecord<>(
                        topic(), alert.getAlertId().getBytes(UTF_8), SingleObject.encode(alert)))
            .toList());
  }

  /** A record that is no alert. */
  void publish(byte[] bytes) {
    send(List.of(new ProducerRecord<>(topic(), "none".getBytes(UTF_8), bytes)));
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) {
    try (Producer<byte[], byte[]> producer = KafkaProducers.connect(bootstrapServers)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts to tell them of what is published. */
  Notifier tell(Target... targets) {
    return Notifier.start(
        new Notifier.Settings(
            bootstrapServers, topic(), MOST_NAMED, Duration.ofMillis(500), REMIND_EVERY),
        ports(),
        List.of(targets),
        notice -> {});
  }

  static Target alertmanager(URI url) {
    return alertmanager(url, REMIND_EVERY.multipliedBy(60));
  }

  /** An Alertmanager that holds an alert for so long. */
  static Target alertmanager(URI url, Duration hold) {
    return new AlertmanagerTarget(
        new Alertmanager(url), sentence(), AlertWorld::usual, hold, InstantSource.system());
  }

  static Target webhook(URI url) {
    InstantSource clock = InstantSource.system();
    Webhook webhook = new Webhook(url, List.of(WebhookSecret.parse(SECRET)), clock);
    return new WebhookTarget(webhook, MOST_NAMED, sentence(), UsualLengths.UNKNOWN, clock);
  }

  private static Usual usual(Labels labels) {
    return new Usual(Duration.ofHours(7), Duration.ofHours(26), 1_000);
  }

  private static Sentence sentence() {
    return new Sentence(ports()::nameOf, ZoneId.of("Asia/Shanghai"));
  }

  private static Ports ports() {
    return new Ports(RegisterReader.bundled());
  }
}
