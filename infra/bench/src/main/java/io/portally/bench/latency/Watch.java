package io.portally.bench.latency;

import io.portally.simulator.sink.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/** One observation: looks while it lasts and until the last rows have come. */
final class Watch {

  /** The job's default, by which a window completes after its end. */
  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Rows of the minutes before the present one are still completed. */
  private static final Duration LOOK_BACK = Duration.ofMinutes(3);

  /** For how long after the observation rows are waited for. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  /** A lag of so many seconds is not worth watching further. */
  private static final double HOPELESS_SECONDS = 20;

  private final double rate;
  private final Instant from;
  private final Instant to;
  private final Probes probes;
  private final Sightings sightings;
  private final Lag lag = new Lag();
  private double behindMillis;
  private boolean hopeless;
  private Instant end;

  Watch(double rate, Instant from, Duration length, Probes probes, Sightings sightings) {
    this.rate = rate;
    this.from = from;
    this.to = from.plus(length);
    this.end = to;
    this.probes = probes;
    this.sightings = sightings;
  }

  void look(Instant now, Progress made, long consumed, Connection reader) throws SQLException {
    sightings.look(reader, now.minus(LOOK_BACK).getEpochSecond());
    if (now.isBefore(from) || now.isAfter(to)) {
      return;
    }
    lag.add(Duration.between(from, now).toMillis() / 1e3, (double) (made.records() - consumed));
    behindMillis =
        Math.max(behindMillis, (double) Duration.between(made.simulated(), now).toMillis());
    if (lag.last() > HOPELESS_SECONDS * rate) {
      hopeless = true;
      end = now;
    }
  }

  /** Whether there is nothing more to see. */
  boolean isOver(Instant now) {
    if (hopeless || now.isAfter(to.plus(SETTLING))) {
      return true;
    }
    return now.isAfter(to) && unseen() == 0 && missingCompletions() == 0;
  }

  /** When observing begins. */
  Instant from() {
    return from;
  }

  /** Whether what is seen now counts. */
  boolean isObserving(Instant now) {
    return !now.isBefore(from) && !now.isAfter(end);
  }

  Observation observation(Work work) {
    return new Observation(
        rate,
        from,
        Duration.between(from, end).toMillis() / 1e3,
        lag.growth(),
        lag.last(),
        behindMillis,
        unseen(),
        visible(),
        complete(),
        work);
  }

  private Percentiles visible() {
    Map<Probes.Key, Long> seen = sightings.visible();
    return Percentiles.of(
        probes.dues().entrySet().stream()
            .filter(probe -> isWithin(probe.getValue()))
            .filter(probe -> seen.containsKey(probe.getKey()))
            .mapToDouble(probe -> seen.getOrDefault(probe.getKey(), 0L) / 1e3 - probe.getValue())
            .toArray());
  }

  private Percentiles complete() {
    return Percentiles.of(
        sightings.complete().entrySet().stream()
            .filter(row -> isWithin(completableAt(row.getKey())))
            .mapToDouble(row -> row.getValue() / 1e3 - completableAt(row.getKey()))
            .toArray());
  }

  private int unseen() {
    return count(key -> !sightings.visible().containsKey(key), Map.Entry::getValue);
  }

  private int missingCompletions() {
    return count(
        key -> !sightings.complete().containsKey(key), probe -> completableAt(probe.getKey()));
  }

  private int count(
      Predicate<Probes.Key> missing,
      java.util.function.ToLongFunction<Map.Entry<Probes.Key, Long>> instant) {
    return (int)
        probes.dues().entrySet().stream()
            .filter(probe -> isWithin(instant.applyAsLong(probe)))
            .filter(probe -> missing.test(probe.getKey()))
            .count();
  }

  /** The earliest instant at which its row can be complete, epoch milliseconds. */
  private static long completableAt(Probes.Key key) {
    return (key.minute() + 1) * MINUTE.toMillis() + OUT_OF_ORDERNESS.toMillis();
  }

  private boolean isWithin(long epochMillis) {
    return epochMillis >= from.toEpochMilli() && epochMillis < end.toEpochMilli();
  }
}
