package io.portally.bench.alerts;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Heap;
import io.portally.bench.engine.Run;
import io.portally.local.stack.Waiting;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The job of slow clearances, from nothing, with one number of open clearances after the other. */
public final class AlertRuns {

  /** The job's default, by which the watermark is behind event time. */
  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

  /** Slower than any job reads, in records a second. */
  static final double SLOWEST_READING = 5_000;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BenchStack stack;
  private final FlinkEngine job;
  private final AlertPlan plan;
  private final @Nullable URI alertmanager;
  private final Consumer<String> notices;
  private final Consumer<AlertObservation.Group> groups;
  private final Register register = RegisterReader.bundled();
  private int number;

  /**
   * Runs on the stack.
   *
   * @param job that does not end by itself
   * @param alertmanager who is told of the alerts; null for nobody
   * @param groups takes each group of alerts as soon as all of it has come
   */
  public AlertRuns(
      BenchStack stack,
      FlinkEngine job,
      AlertPlan plan,
      @Nullable URI alertmanager,
      Consumer<String> notices,
      Consumer<AlertObservation.Group> groups) {
    this.stack = stack;
    this.job = job;
    this.plan = plan;
    this.alertmanager = alertmanager;
    this.notices = notices;
    this.groups = groups;
  }

  /** Starts the job, opens so many clearances and looks on. */
  public AlertObservation observe(int open) {
    String prefix = "bench-alerts-" + ++number + ".";
    try (AlertTopics topics = AlertTopics.make(stack.bootstrapServers(), prefix)) {
      long unused = topics.put(Lodgements.RULE);
      try (Run run = job.start(stack, topics.keys())) {
        return observe(run, topics, open);
      }
    }
  }

  private AlertObservation observe(Run run, AlertTopics topics, int count) {
    awaitRead(run, topics.publish(recent("WRM", 1).publications()), 0);
    long empty = Heap.usedAfterCollection(stack.taskManager());
    long before = run.consumed();
    Instant filling = Instant.now();
    OpenClearances open = recent("OPN", count);
    long published = topics.publish(open.publications());
    notices.accept("%,d records published".formatted(published));
    awaitRead(run, published, before);
    double fillSeconds = Duration.between(filling, Instant.now()).toMillis() / 1e3;
    long full = Heap.usedAfterCollection(stack.taskManager());
    notices.accept(
        "%,d open: %,.0f bytes of heap each".formatted(count, (double) (full - empty) / count));
    AlertCourse course = new AlertCourse(stack, run, topics, plan, open, register);
    try (Announcements announcements = announcements(topics, course)) {
      AlertCourse.Outcome outcome = course.run(announcements, groups);
      return new AlertObservation(
          count,
          plan.rate(),
          course.from(),
          fillSeconds,
          empty,
          full,
          outcome.catchUpSeconds(),
          outcome.producerBehindMillis(),
          outcome.repeated(),
          outcome.groups(),
          outcome.ruled());
    }
  }

  private OpenClearances recent(String name, int count) {
    return new OpenClearances(new Lodgements(name, register), count, System.currentTimeMillis());
  }

  private @Nullable Announcements announcements(AlertTopics topics, AlertCourse course) {
    return alertmanager == null
        ? null
        : Announcements.start(
            alertmanager,
            stack.bootstrapServers(),
            topics.alerts(),
            register,
            course.lodgements(),
            plan.alerts(),
            notices);
  }

  /** Returns when the job has read so many records more than before. */
  static void awaitRead(Run run, long records, long before) {
    Duration patience = PATIENCE.plusSeconds((long) (records / SLOWEST_READING));
    Waiting.until(
        () -> !run.hasEnded() && run.consumed() >= before + records,
        patience,
        "The job has not read %,d records within %d s; see its cluster's logs."
            .formatted(records, patience.toSeconds()));
  }
}
