package io.portally.bench.alerts;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Run;
import io.portally.bench.traffic.CargoTopic;
import io.portally.local.stack.FrozenProcesses;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.Waiting;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a job that has all its clearances open: traffic, clearances that fall due all
 * along and many at once, a pause of the TaskManager, another rule. Once.
 */
final class AlertCourse {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BEFORE_START = Duration.ofSeconds(5);

  private final BenchStack stack;
  private final Run run;
  private final AlertTopics topics;
  private final AlertPlan plan;
  private final OpenClearances open;
  private final Register register;
  private final String ruledPort;
  private final Lodgements lodgements;
  private final EventTime eventTime = new EventTime(2 * CargoTopic.PARTITIONS);
  private final Instant start;
  private final Instant from;
  private final Dues dues;
  private final AlertSightings sightings;
  private final AlertSightings ofOpen;

  /**
   * All of it, to begin as soon as the clearances that fall due can have been read.
   *
   * @param run of the job, which has read the open ones
   */
  AlertCourse(
      BenchStack stack,
      Run run,
      AlertTopics topics,
      AlertPlan plan,
      OpenClearances open,
      Register register) {
    this.stack = stack;
    this.run = run;
    this.topics = topics;
    this.plan = plan;
    this.open = open;
    this.register = register;
    this.ruledPort = register.ports().get(0).code();
    this.lodgements = new Lodgements("DUE", register);
    long publishing = (long) (2 * plan.alerts() / AlertRuns.SLOWEST_READING);
    this.start =
        Instant.ofEpochMilli(System.currentTimeMillis()).plus(BEFORE_START).plusSeconds(publishing);
    this.from = start.plus(plan.warmUp());
    this.dues = plan.dues(from.toEpochMilli());
    this.sightings = new AlertSightings(lodgements, dues.count());
    this.ofOpen = new AlertSightings(open.lodgements(), open.count());
  }

  /**
   * What came of it.
   *
   * @param catchUpSeconds from the end of the pause until the job was less than a second behind
   * @param producerBehindMillis the furthest that the producer was behind what was due
   * @param repeated alerts that came once more
   * @param groups of alerts by what went on when they were due
   * @param ruled those that another rule made slow
   */
  record Outcome(
      double catchUpSeconds,
      double producerBehindMillis,
      int repeated,
      List<AlertObservation.Group> groups,
      AlertObservation.Ruled ruled) {}

  /** When the first is due. */
  Instant from() {
    return from;
  }

  /** Those that fall due. */
  Lodgements lodgements() {
    return lodgements;
  }

  /**
   * Lets it happen.
   *
   * @param announcements at work already; null where nobody is told
   * @param groups takes each group of alerts as soon as all of it has come
   */
  Outcome run(@Nullable Announcements announcements, Consumer<AlertObservation.Group> groups) {
    try (AlertReader reader =
        AlertReader.start(
            stack.bootstrapServers(),
            topics.alerts(),
            CargoTopic.PARTITIONS,
            List.of(sightings, ofOpen))) {
      lodge();
      Circumstances circumstances =
          new Circumstances(
              plan,
              dues,
              eventTime,
              each -> lodgements.portOf(each).equals(ruledPort),
              sightings,
              announcements,
              groups);
      return happen(reader, circumstances, announcements);
    }
  }

  /** Has the job read those that are to fall due. */
  private void lodge() {
    long now = System.currentTimeMillis();
    long threshold = Lodgements.THRESHOLD.toMillis();
    long before = run.consumed();
    long published =
        topics.publish(
            lodgements.all(dues.count(), each -> dues.of(each) - threshold, lodged -> now));
    AlertRuns.awaitRead(run, published, before);
    if (Instant.now().isAfter(start)) {
      throw StackFailure.withExitCode(
          1, "The clearances that fall due were read too late to begin; try a smaller --due.");
    }
  }

  private Outcome happen(
      AlertReader reader, Circumstances circumstances, @Nullable Announcements announcements) {
    try (AlertTraffic traffic =
        AlertTraffic.start(topics.sink(), eventTime, start, plan.rate(), register)) {
      awaitSeen(plan.untilPause(), traffic);
      circumstances.firstBurstIsOver();
      circumstances.freeze();
      FrozenProcesses frozen = FrozenProcesses.freeze(List.of(stack.taskManager()));
      try {
        awaitSeen(plan.untilPause().plus(plan.pause()), traffic);
      } finally {
        frozen.close();
      }
      circumstances.thaw();
      awaitSeen(plan.untilRule(), traffic);
      circumstances.secondBurstIsOver();
      MadeSlow madeSlow = MadeSlow.byRule(ruledPort, open, topics);
      circumstances.changeRule(madeSlow.ruledAt());
      awaitSeen(plan.whole(), traffic);
      boolean unused =
          Waiting.holdsWithin(
              () ->
                  traffic.requireLife()
                      && reader.requireLife()
                      && sightings.seen() == dues.count()
                      && madeSlow.areAllTold(ofOpen)
                      && (announcements == null || announcements.told() == dues.count()),
              PATIENCE);
      return new Outcome(
          circumstances.catchUpSeconds(),
          traffic.furthestBehindMillis(),
          sightings.repetitions(),
          circumstances.end(),
          madeSlow.observation(ofOpen));
    }
  }

  /** Returns when what is due so long after the first should have been seen by the clock. */
  private void awaitSeen(Duration sinceFirst, AlertTraffic traffic) {
    Instant instant = from.plus(sinceFirst).plus(AlertRuns.OUT_OF_ORDERNESS);
    boolean unused =
        Waiting.holdsWithin(
            () -> traffic.requireLife() && !Instant.now().isBefore(instant),
            Duration.between(Instant.now(), instant).plus(PATIENCE));
    if (Thread.currentThread().isInterrupted()) {
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }
}
