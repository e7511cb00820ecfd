package io.portally.alerts.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Couriers at work, one for each target, each on a thread of its own. */
public final class Notifier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final Duration END = Duration.ofSeconds(10);
  private static final String GROUP = "portally-notify-";

  /**
   * Where alerts come from and how they are told.
   *
   * @param topic the alerts' topic, by its full name
   * @param mostNamed of one port and rule, how many alerts are named at most
   * @param longestPause between two attempts at a target that does not take them
   * @param remindEvery how often a target is told again what is open
   */
  public record Settings(
      String bootstrapServers,
      String topic,
      int mostNamed,
      Duration longestPause,
      Duration remindEvery) {}

  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  private Notifier() {}

  /**
   * Sends the couriers out.
   *
   * @param notices takes sentences for whoever watches, from any of their threads
   */
  public static Notifier start(
      Settings settings, Ports ports, List<Target> targets, Consumer<String> notices) {
    Notifier notifier = new Notifier();
    Courier.Ways ways =
        new Courier.Ways(settings.mostNamed(), settings.longestPause(), settings.remindEvery());
    for (Target target : targets) {
      AlertTopic topic =
          new AlertTopic(settings.bootstrapServers(), settings.topic(), GROUP + target.name());
      Courier courier = new Courier(topic, target, ports, ways, notices);
      notifier.threads.add(
          new Thread(() -> notifier.carry(courier, topic), "portally " + target.name()));
    }
    notifier.threads.forEach(Thread::start);
    return notifier;
  }

  private void carry(Courier courier, AlertTopic topic) {
    try (topic) {
      courier.carry();
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("A courier has ended as it was told to", e);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      ended.countDown();
    }
  }

  /**
   * Waits for as long as all couriers are at work.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   * @throws RuntimeException the failure of the first courier that could not go on
   */
  public void await() throws InterruptedException {
    ended.await();
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  /** Ends them; what is not committed is told again by whoever comes next. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(END.toMillis());
        if (thread.isAlive()) {
          LOG.warn("{} has not ended within {} s", thread.getName(), TimeUnit.SECONDS.convert(END));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }
}
