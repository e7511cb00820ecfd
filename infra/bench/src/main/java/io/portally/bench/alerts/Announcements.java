package io.portally.bench.alerts;

import io.portally.alerts.alertmanager.Alertmanager;
import io.portally.alerts.alertmanager.AlertmanagerTarget;
import io.portally.alerts.notify.Notifier;
import io.portally.alerts.notify.Ports;
import io.portally.alerts.notify.UsualLengths;
import io.portally.alerts.open.Sentence;
import io.portally.tally.area.Register;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

/**
 * The notifier at work, with the defaults of {@code ./portally notify}, until it is closed; it
 * takes down when Alertmanager had taken what.
 */
final class Announcements implements AutoCloseable {

  private static final int MOST_NAMED = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration REMIND_EVERY = Duration.ofMinutes(1);
  private static final Duration HOLD = REMIND_EVERY.multipliedBy(4);

  private final TimedTarget target;
  private final Notifier notifier;

  private Announcements(TimedTarget target, Notifier notifier) {
    this.target = target;
    this.notifier = notifier;
  }

  /**
   * Sends the courier out.
   *
   * @param topic the alerts' topic, by its full name
   * @param of whose alerts are looked at, {@code count} of them
   */
  static Announcements start(
      URI alertmanager,
      String servers,
      String topic,
      Register register,
      Lodgements of,
      int count,
      Consumer<String> notices) {
    Ports ports = new Ports(register);
    TimedTarget target =
        new TimedTarget(
            new AlertmanagerTarget(
                new Alertmanager(alertmanager),
                new Sentence(ports::nameOf, ZoneOffset.UTC),
                UsualLengths.UNKNOWN,
                HOLD,
                InstantSource.system()),
            of,
            count);
    Notifier.Settings settings =
        new Notifier.Settings(servers, topic, MOST_NAMED, LONGEST_PAUSE, REMIND_EVERY);
    return new Announcements(target, Notifier.start(settings, ports, List.of(target), notices));
  }

  /** When Alertmanager had taken the alert, epoch milliseconds; 0 where it has not. */
  long toldAt(int number) {
    return target.toldAt(number);
  }

  /** Of how many Alertmanager was told. */
  int told() {
    return target.told();
  }

  @Override
  public void close() {
    notifier.close();
  }
}
