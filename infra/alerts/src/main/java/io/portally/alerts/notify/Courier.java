package io.portally.alerts.notify;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedRunnable;
import dev.failsafe.function.CheckedSupplier;
import io.portally.alerts.open.Change;
import io.portally.alerts.open.OpenAlerts;
import io.portally.events.SlowClearance;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries alerts to one target, in the topic's order, until it is closed. A target that does not
 * take them is tried again with growing pauses, for ever; meanwhile the topic keeps what comes.
 */
final class Courier {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /**
   * What a courier goes by.
   *
   * @param mostNamed of one port and rule, how many alerts are named at most
   * @param longestPause between two attempts
   * @param remindEvery how often the target is told again what is open
   */
  record Ways(int mostNamed, Duration longestPause, Duration remindEvery) {}

  private final AlertTopic topic;
  private final Target target;
  private final Ports ports;
  private final Ways ways;
  private final Consumer<String> notices;
  private final SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);

  /**
   * Prepares the way.
   *
   * @param notices takes sentences about the target for whoever watches
   */
  Courier(AlertTopic topic, Target target, Ports ports, Ways ways, Consumer<String> notices) {
    this.topic = topic;
    this.target = target;
    this.ports = ports;
    this.ways = ways;
    this.notices = notices;
  }

  /**
   * Carries until the thread is interrupted.
   *
   * @throws InterruptedException then
   */
  void carry() throws InterruptedException {
    boolean isFirstTime = topic.begin();
    Set<String> named = insist(target::alreadyNamed);
    OpenAlerts open = new OpenAlerts(ways.mostNamed(), named, ports::regionOf);
    // What comes behind the records that were delivered may be read with them; it is told then.
    List<Change> untold = new ArrayList<>();
    while (!topic.isUpToDate()) {
      untold.addAll(take(topic.next(), open));
    }
    insist(() -> target.begin(open, isFirstTime));
    deliver(untold, open);
    notices.accept(
        "%s is told of alerts; %,d are open".formatted(target.name(), open.all().size()));
    long remindedAt = System.nanoTime();
    while (!Thread.interrupted()) {
      deliver(take(topic.next(), open), open);
      if (System.nanoTime() - remindedAt >= ways.remindEvery().toNanos()) {
        insist(() -> target.remind(open));
        remindedAt = System.nanoTime();
      }
    }
    throw new InterruptedException("the courier is to end");
  }

  private void deliver(List<Change> changes, OpenAlerts open) throws InterruptedException {
    if (!changes.isEmpty()) {
      insist(() -> target.tell(changes, open));
    }
    topic.commitIfMoved(open);
  }

  /** The changes that have not been delivered yet. */
  private List<Change> take(ConsumerRecords<byte[], byte[]> records, OpenAlerts open) {
    List<Change> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!(decoder.decode(record.value()) instanceof Decoded.Event event)) {
        LOG.error(
            "The record at offset {} of partition {} is no alert; ./portally job alert-archive keeps it in refused_rows",
            record.offset(),
            record.partition());
        continue;
      }
      open.take((SlowClearance) event.record(), record.partition(), record.offset())
          .filter(change -> !topic.wasDelivered(record.partition(), record.offset()))
          .ifPresent(changes::add);
    }
    return changes;
  }

  private void insist(CheckedRunnable work) throws InterruptedException {
    insist(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T insist(CheckedSupplier<T> work) throws InterruptedException {
    try {
      return Failsafe.with(this.<T>policy()).get(work);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("the courier is to end");
      }
      throw e;
    }
  }

  private <T> RetryPolicy<T> policy() {
    Instant since = Instant.now();
    return RetryPolicy.<T>builder()
        .handle(IOException.class)
        .withBackoff(FIRST_PAUSE, ways.longestPause())
        .withJitter(0.1)
        .withMaxAttempts(-1)
        .onFailedAttempt(
            attempt -> {
              LOG.warn(
                  "{} does not take alerts (attempt {}, since {})",
                  target.name(),
                  attempt.getAttemptCount(),
                  since,
                  attempt.getLastException());
              if (attempt.getAttemptCount() == 1) {
                notices.accept(
                    "%s does not take alerts (%s); they wait on the topic and are sent when it does"
                        .formatted(target.name(), attempt.getLastException()));
              }
            })
        .onSuccess(
            done -> {
              if (done.getAttemptCount() > 1) {
                notices.accept(
                    "%s takes alerts again, after %,d attempts"
                        .formatted(target.name(), done.getAttemptCount()));
              }
            })
        .build();
  }
}
