package io.portally.bench.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Heap;
import io.portally.bench.engine.Run;
import io.portally.bench.latency.Percentiles;
import io.portally.bench.traffic.CargoTopic;
import io.portally.bench.traffic.EmptyTopics;
import io.portally.events.SlaRule;
import io.portally.local.stack.FrozenProcesses;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.Waiting;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** The job of slow clearances, from nothing, with one number of open clearances after the other. */
public final class AlertRuns {

  /** The job's default, by which the watermark is behind event time. */
  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double SLOWEST_READING = 5_000;
  private static final Duration BEFORE_START = Duration.ofSeconds(5);

  /** What was to be told so shortly before the pause may have been caught in it. */
  private static final Duration CAUGHT = Duration.ofSeconds(1);

  /** Of the rule that makes many open ones of one port slow at once. */
  private static final Duration SHORTER = Duration.ofHours(5);

  private final BenchStack stack;
  private final FlinkEngine job;
  private final Plan plan;
  private final @Nullable URI alertmanager;
  private final Consumer<String> notices;
  private final Register register = RegisterReader.bundled();
  private int number;

  /**
   * What every run does.
   *
   * @param rate records in a second
   * @param perSecond alerts due in a second all along
   * @param atOnce alerts due within one second, twice
   * @param warmUp traffic before the first alert is due
   * @param length of each of the stretches: two before the pause, three after it
   * @param pause for how long the TaskManager is frozen
   */
  public record Plan(
      double rate, double perSecond, int atOnce, Duration warmUp, Duration length, Duration pause) {

    /** From the first alert that is due to the pause. */
    Duration untilPause() {
      return length.multipliedBy(2);
    }

    /** From the first alert that is due to the change of rules. */
    Duration untilRule() {
      return untilPause().plus(pause).plus(length.multipliedBy(2));
    }

    /** From the first alert that is due to the last. */
    Duration whole() {
      return untilRule().plus(length);
    }
  }

  /**
   * Runs on the stack.
   *
   * @param job that does not end by itself
   * @param alertmanager who is told of the alerts; null for nobody
   */
  public AlertRuns(
      BenchStack stack,
      FlinkEngine job,
      Plan plan,
      @Nullable URI alertmanager,
      Consumer<String> notices) {
    this.stack = stack;
    this.job = job;
    this.plan = plan;
    this.alertmanager = alertmanager;
    this.notices = notices;
  }

  /** Starts the job, opens so many clearances and looks on. */
  public AlertObservation observe(int open) {
    String prefix = "bench-alerts-" + ++number + ".";
    List<NewTopic> topics = topics(prefix);
    EmptyTopics.makeAll(stack.bootstrapServers(), topics);
    try {
      long unused = put(prefix, Lodgements.RULE);
      try (Run run = job.start(stack, keys(prefix))) {
        return observe(run, prefix, open);
      }
    } finally {
      EmptyTopics.delete(stack.bootstrapServers(), topics.stream().map(NewTopic::name).toList());
    }
  }

  private static List<NewTopic> topics(String prefix) {
    Map<String, String> brokersTime =
        Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    Map<String, String> compacted =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    return Stream.concat(
            Stream.of("cargo-movements", "clearance-events", "dead-letters", "late-events")
                .map(name -> topic(prefix + name, CargoTopic.PARTITIONS, Map.of())),
            Stream.of(
                topic(prefix + "slow-clearances", CargoTopic.PARTITIONS, brokersTime),
                topic(prefix + "sla-rules", 1, compacted)))
        .toList();
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> config) {
    return new NewTopic(name, partitions, (short) 1).configs(config);
  }

  private Map<String, String> keys(String prefix) {
    return Map.of(
        "portally.kafka.bootstrap-servers",
        stack.bootstrapServers(),
        "portally.topic-prefix",
        prefix,
        "portally.heartbeat.interval",
        "0");
  }

  /** Puts a rule; when the broker had it, epoch milliseconds. */
  private long put(String prefix, SlaRule rule) {
    try (Producer<byte[], byte[]> producer = KafkaProducers.connect(stack.bootstrapServers())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  prefix + Topic.SLA_RULES.suffix(),
                  rule.getRuleId().getBytes(UTF_8),
                  SingleObject.encode(rule)));
      producer.flush();
    }
    return System.currentTimeMillis();
  }

  private AlertObservation observe(Run run, String prefix, int count) {
    awaitRead(run, publish(prefix, recent("WRM", 1).publications(), 0), 0);
    long empty = Heap.usedAfterCollection(stack.taskManager());
    long before = run.consumed();
    Instant filling = Instant.now();
    OpenClearances open = recent("OPN", count);
    long published = publish(prefix, open.publications(), count);
    awaitRead(run, published, before);
    double fillSeconds = Duration.between(filling, Instant.now()).toMillis() / 1e3;
    long full = Heap.usedAfterCollection(stack.taskManager());
    notices.accept(
        "%,d open: %,.0f bytes of heap each".formatted(count, (double) (full - empty) / count));
    return new Observing(run, prefix, open).observation(fillSeconds, empty, full);
  }

  private OpenClearances recent(String name, int count) {
    return new OpenClearances(new Lodgements(name, register), count, System.currentTimeMillis());
  }

  /** How many were published. */
  private long publish(String prefix, Stream<Publication> publications, long report) {
    long[] made = {0};
    try (KafkaSink sink = sink(prefix)) {
      publications.forEach(
          publication -> {
            sink.put(publication);
            made[0]++;
          });
      sink.flush();
    }
    if (report > 0) {
      notices.accept("%,d records published".formatted(made[0]));
    }
    return made[0];
  }

  private KafkaSink sink(String prefix) {
    return new KafkaSink(
        KafkaProducers.connect(stack.bootstrapServers()),
        prefix,
        Map.of(
            Topic.CARGO_MOVEMENTS, CargoTopic.PARTITIONS,
            Topic.CLEARANCE_EVENTS, CargoTopic.PARTITIONS));
  }

  private static void awaitRead(Run run, long records, long before) {
    Duration patience = PATIENCE.plusSeconds((long) (records / SLOWEST_READING));
    Waiting.until(
        () -> !run.hasEnded() && run.consumed() >= before + records,
        patience,
        "The job has not read %,d records within %d s; see its cluster's logs."
            .formatted(records, patience.toSeconds()));
  }

  /** One look at a job that has all its clearances open. */
  private final class Observing {
    private final Run run;
    private final String prefix;
    private final OpenClearances open;
    private final String ruledPort = register.ports().get(0).code();
    private final Lodgements lodgements = new Lodgements("DUE", register);
    private final EventTime eventTime = new EventTime(2 * CargoTopic.PARTITIONS);
    private final Instant start;
    private final Instant from;
    private final Dues dues;
    private final long firstBurst;
    private final long secondBurst;
    private long caughtFrom;
    private long thawedAt;
    private long ruledAt;

    /** Of those that are open, the numbers of those that the other rule makes slow. */
    private int[] madeSlow = {};

    Observing(Run run, String prefix, OpenClearances open) {
      this.run = run;
      this.prefix = prefix;
      this.open = open;
      int count = 2 * plan.atOnce() + (int) (plan.perSecond() * plan.whole().toMillis() / 1_000);
      long publishing = (long) (2 * count / SLOWEST_READING);
      start =
          Instant.ofEpochMilli(System.currentTimeMillis())
              .plus(BEFORE_START)
              .plusSeconds(publishing);
      from = start.plus(plan.warmUp());
      firstBurst = from.plus(plan.length()).toEpochMilli();
      secondBurst =
          from.plus(plan.untilPause()).plus(plan.pause()).plus(plan.length()).toEpochMilli();
      dues =
          new Dues(
              from.toEpochMilli(),
              plan.whole(),
              plan.perSecond(),
              plan.atOnce(),
              firstBurst,
              secondBurst);
    }

    AlertObservation observation(double fillSeconds, long empty, long full) {
      String topic = prefix + Topic.SLOW_CLEARANCES.suffix();
      try (AlertSightings sightings =
              AlertSightings.start(
                  stack.bootstrapServers(),
                  topic,
                  CargoTopic.PARTITIONS,
                  lodgements,
                  dues.count());
          AlertSightings ofOpen =
              AlertSightings.start(
                  stack.bootstrapServers(),
                  topic,
                  CargoTopic.PARTITIONS,
                  open.lodgements(),
                  open.count());
          Announcements announcements = announcements(topic)) {
        long now = System.currentTimeMillis();
        long threshold = Lodgements.THRESHOLD.toMillis();
        long before = run.consumed();
        long published =
            publish(
                prefix,
                lodgements.all(dues.count(), each -> dues.of(each) - threshold, lodged -> now),
                0);
        awaitRead(run, published, before);
        double behind = watch(sightings, ofOpen, announcements);
        return new AlertObservation(
            open.count(),
            plan.rate(),
            from,
            fillSeconds,
            empty,
            full,
            catchUpSeconds(sightings),
            behind,
            sightings.repeated(),
            groups(sightings, announcements),
            ruled(ofOpen));
      }
    }

    private @Nullable Announcements announcements(String topic) {
      return alertmanager == null
          ? null
          : Announcements.start(
              alertmanager,
              stack.bootstrapServers(),
              topic,
              register,
              lodgements,
              dues.count(),
              notices);
    }

    /** The furthest that the producer was behind, in milliseconds. */
    private double watch(
        AlertSightings sightings, AlertSightings ofOpen, @Nullable Announcements announcements) {
      if (Instant.now().isAfter(start)) {
        throw StackFailure.withExitCode(
            1, "The clearances that fall due were read too late to begin; try a smaller --due.");
      }
      try (AlertTraffic traffic =
          AlertTraffic.start(sink(prefix), eventTime, start, plan.rate(), register)) {
        Instant pause = from.plus(plan.untilPause()).plus(OUT_OF_ORDERNESS);
        awaitClock(pause, traffic);
        caughtFrom = System.currentTimeMillis() - CAUGHT.toMillis();
        FrozenProcesses frozen = FrozenProcesses.freeze(List.of(stack.taskManager()));
        try {
          awaitClock(pause.plus(plan.pause()), traffic);
        } finally {
          frozen.close();
        }
        thawedAt = System.currentTimeMillis();
        awaitClock(from.plus(plan.untilRule()).plus(OUT_OF_ORDERNESS), traffic);
        changeRules();
        awaitClock(from.plus(plan.whole()).plus(OUT_OF_ORDERNESS), traffic);
        boolean unused =
            Waiting.holdsWithin(
                () ->
                    traffic.requireLife()
                        && sightings.seen() == dues.count()
                        && IntStream.of(madeSlow).allMatch(each -> ofOpen.takenAt(each) > 0)
                        && (announcements == null || announcements.told() == dues.count()),
                PATIENCE);
        return traffic.furthestBehindMillis();
      }
    }

    private void changeRules() {
      ruledAt = put(prefix, Lodgements.ruleOf(ruledPort, SHORTER));
      // Those that become slow just now may wait for event time, not for the rule.
      long surely = ruledAt - SHORTER.plus(OUT_OF_ORDERNESS).plusMinutes(1).toMillis();
      madeSlow = open.at(ruledPort, surely);
    }

    private AlertObservation.Ruled ruled(AlertSightings ofOpen) {
      int[] come = IntStream.of(madeSlow).filter(each -> ofOpen.takenAt(each) > 0).toArray();
      return new AlertObservation.Ruled(
          madeSlow.length - come.length,
          Percentiles.of(
              IntStream.of(come).mapToDouble(each -> ofOpen.takenAt(each) - ruledAt).toArray()));
    }

    private void awaitClock(Instant instant, AlertTraffic traffic) {
      boolean unused =
          Waiting.holdsWithin(
              () -> traffic.requireLife() && !Instant.now().isBefore(instant),
              Duration.between(Instant.now(), instant).plus(PATIENCE));
      if (Thread.currentThread().isInterrupted()) {
        throw StackFailure.withExitCode(1, "The measurement was interrupted.");
      }
    }

    /** From the end of the pause to the last alert that was more than a second behind for it. */
    private double catchUpSeconds(AlertSightings sightings) {
      long last =
          IntStream.range(0, dues.count())
              .filter(each -> dues.isSteady(each) && passedAt(each) >= caughtFrom)
              .filter(each -> sightings.takenAt(each) - passedAt(each) > 1_000)
              .mapToLong(sightings::takenAt)
              .max()
              .orElse(thawedAt);
      return (last - thawedAt) / 1e3;
    }

    private List<AlertObservation.Group> groups(
        AlertSightings sightings, @Nullable Announcements announcements) {
      IntPredicate first = each -> dues.isOfBurst(each, firstBurst);
      IntPredicate second = each -> dues.isOfBurst(each, secondBurst);
      IntToLongFunction fires = this::passedAt;
      IntPredicate away =
          each ->
              dues.isSteady(each)
                  && fires.applyAsLong(each) >= caughtFrom
                  && fires.applyAsLong(each) < thawedAt;
      Map<String, IntPredicate> circumstances = new LinkedHashMap<>();
      circumstances.put(
          "all along", each -> dues.isSteady(each) && fires.applyAsLong(each) < caughtFrom);
      circumstances.put("%,d in a second".formatted(plan.atOnce()), first);
      circumstances.put("due in a pause of %d s".formatted(plan.pause().toSeconds()), away);
      circumstances.put(
          "after it",
          each ->
              dues.isSteady(each)
                  && fires.applyAsLong(each) >= thawedAt
                  && fires.applyAsLong(each) < ruledAt);
      circumstances.put("%,d in a second after it".formatted(plan.atOnce()), second);
      circumstances.put(
          "while another port's rule changes",
          each ->
              dues.isSteady(each)
                  && fires.applyAsLong(each) >= ruledAt
                  && !lodgements.portOf(each).equals(ruledPort));
      return circumstances.entrySet().stream()
          .map(
              each -> {
                int[] numbers = IntStream.range(0, dues.count()).filter(each.getValue()).toArray();
                return new AlertObservation.Group(
                    each.getKey(),
                    delays(numbers, sightings::takenAt),
                    announcements == null ? null : delays(numbers, announcements::toldAt));
              })
          .toList();
    }

    /**
     * @param at when an alert had come there; 0 where it has not
     */
    private AlertObservation.Delays delays(int[] numbers, IntToLongFunction at) {
      int[] come = IntStream.of(numbers).filter(each -> at.applyAsLong(each) > 0).toArray();
      return new AlertObservation.Delays(
          numbers.length - come.length,
          Percentiles.of(
              IntStream.of(come)
                  .mapToDouble(each -> at.applyAsLong(each) - dues.of(each))
                  .toArray()),
          Percentiles.of(
              IntStream.of(come)
                  .mapToDouble(each -> at.applyAsLong(each) - firesAt(each))
                  .toArray()));
    }

    /** When event time had come far enough on the topics. */
    private long passedAt(int each) {
      return eventTime.passedAt(dues.of(each) + OUT_OF_ORDERNESS.toMillis()).orElse(Long.MAX_VALUE);
    }

    /** The same, or when the pause ended for what it caught. */
    private long firesAt(int each) {
      long passed = passedAt(each);
      return passed >= caughtFrom && passed < thawedAt ? thawedAt : passed;
    }
  }
}
