package io.portally.bench.command;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.EngineCatalogue;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Resources;
import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Growth;
import io.portally.bench.growth.GrowthMeter;
import io.portally.bench.growth.Point;
import io.portally.bench.measure.ProcessTree;
import io.portally.bench.report.Commit;
import io.portally.bench.report.GrowthCharts;
import io.portally.bench.report.GrowthReport;
import io.portally.bench.report.GrowthTable;
import io.portally.bench.report.Machine;
import io.portally.bench.traffic.Filling;
import io.portally.bench.traffic.LifeTopics;
import io.portally.local.command.GlobalOptions;
import io.portally.local.command.StopSignal;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How what a record costs grows. */
@Command(
    name = "growth",
    description = {
      "Tell how what a record costs grows with the consignments that are open at once, on the heap and",
      "in RocksDB, with ports, and with the share of the busiest port; and what checkpoints and state take."
    },
    sortOptions = false)
public final class GrowthCommand implements Callable<Integer> {

  private static final int REFUSED = 1;

  /** Longer than any run: checkpoints are taken when so much has been read, not by the clock. */
  private static final Duration NO_INTERVAL = Duration.ofDays(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--vary",
      paramLabel = "WHAT",
      split = ",",
      defaultValue = "OPEN,PORTS,SKEW",
      description = "Which of OPEN, PORTS and SKEW are varied. Default: ${DEFAULT-VALUE}.")
  private Set<Point.Axis> vary = Set.of();

  @Option(
      names = "--open",
      paramLabel = "NUMBER",
      split = ",",
      defaultValue = "10000,100000,1000000,5000000",
      description = "Consignments that are open at once. Default: ${DEFAULT-VALUE}.")
  private List<Integer> open = List.of();

  @Option(
      names = "--backends",
      paramLabel = "BACKEND",
      split = ",",
      defaultValue = "HASHMAP,ROCKSDB",
      description =
          "Where state is kept, HASHMAP or ROCKSDB; ports and skew are varied on the first. Default: ${DEFAULT-VALUE}.")
  private List<Backend> backends = List.of();

  @Option(
      names = "--ports",
      paramLabel = "NUMBER",
      split = ",",
      defaultValue = "10,311,5000",
      description =
          "Ports of a register made for it. Everything else is at those that come with Portally. Default: ${DEFAULT-VALUE}.")
  private List<Integer> ports = List.of();

  @Option(
      names = "--skew",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "The share of the traffic at one port. Default: ${DEFAULT-VALUE}.")
  private double skew;

  @Option(
      names = "--at",
      paramLabel = "NUMBER",
      defaultValue = "1000000",
      description =
          "Consignments open at once where ports and skew are varied. Default: ${DEFAULT-VALUE}.")
  private int at;

  @Option(
      names = "--records",
      paramLabel = "NUMBER",
      defaultValue = "8000000",
      description =
          "Records at each point, and more where that many lives are not over by then. Default: ${DEFAULT-VALUE}.")
  private long records;

  @Option(
      names = "--warm-up",
      paramLabel = "NUMBER",
      defaultValue = "4000000",
      description = "Records before those, which are not measured. Default: ${DEFAULT-VALUE}.")
  private long warmUp;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "NUMBER",
      defaultValue = "6000000",
      description =
          "Records from one checkpoint to the next, some half a minute's worth. Default: ${DEFAULT-VALUE}.")
  private long checkpointEvery;

  @Option(
      names = "--rocksdb-memory",
      paramLabel = "MB",
      defaultValue = "1024",
      description =
          "Native memory for RocksDB's caches and buffers, in MiB, beside the heap. Default: ${DEFAULT-VALUE}.")
  private int rocksDbMemory;

  @Option(
      names = "--repeat",
      paramLabel = "TIMES",
      defaultValue = "1",
      description =
          "Do all that so many times and tell the runs in the middle. Default: ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Decides every draw of the traffic. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private Preparation preparation = new Preparation();
  @Mixin private ResourceArguments resourceArguments = new ResourceArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where growth.json, the curves and the job's configuration go. Default: below bench in the data directory.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    ProcessTree.requireAccounts();
    requireSense();
    Map<Point, LifeTopics> topics =
        new GrowthPlan(vary, open, backends, ports, skew, at).topics(warmUp, records, seed);
    FlinkEngine job = EngineCatalogue.find().mainJob().live();
    Resources resources =
        resourceArguments
            .resources(ResourceArguments.Collector.PARALLEL, NO_INTERVAL)
            .withManaged(backends.contains(Backend.ROCKSDB) ? rocksDbMemory : 0);
    StopSignal stop = StopSignal.watch();
    Path bench = GlobalOptions.of(spec).data().resolve("bench");
    say("Starting broker, database and Flink cluster on " + bench.resolve("stack") + " ...");
    long all = topics.values().stream().distinct().mapToLong(LifeTopics::records).sum();
    try (BenchStack stack =
        BenchStack.start(bench.resolve("stack"), resources, List.of(job), all / 2, this::say)) {
      topics.values().stream().distinct().forEach(wanted -> fill(stack, wanted));
      return measure(stack, job, resources, bench, topics, stop);
    } catch (StackFailure e) {
      if (!stop.wished()) {
        throw e;
      }
      say("Stopped.");
      return REFUSED;
    }
  }

  private void requireSense() {
    if (repeat < 1 || checkpointEvery < 1) {
      throw StackFailure.configuration(
          "--repeat is %d and --checkpoint-every %d: at least 1 is wanted."
              .formatted(repeat, checkpointEvery));
    }
  }

  private void fill(BenchStack stack, LifeTopics topics) {
    boolean filled =
        new Filling(stack.bootstrapServers())
            .fill(topics, made -> show("Filling " + topics.prefix(), made));
    say(
        String.format(
            Locale.ROOT,
            "Topics %s hold %,d records, %s of lives%s.",
            topics.filled(),
            topics.records(),
            topics.length(),
            filled ? "" : ", kept from before"));
  }

  private int measure(
      BenchStack stack,
      FlinkEngine job,
      Resources resources,
      Path bench,
      Map<Point, LifeTopics> topics,
      StopSignal stop) {
    Instant startedAt = Instant.now();
    Path folder = out != null ? out : ResultFolder.in(bench, "growth", startedAt);
    ResultFolder.keepConfigurations(stack, folder, List.of(job));
    GrowthMeter meter = new GrowthMeter(stack, checkpointEvery, read -> show("Records read", read));
    GrowthRuns runs = new GrowthRuns(meter, job, resources, bench.resolve("work"));
    List<Growth> done = new ArrayList<>();
    boolean whole = true;
    for (int i = 0; i < repeat; i++) {
      for (Map.Entry<Point, LifeTopics> point : topics.entrySet()) {
        preparation.run();
        whole &= run(runs, point.getKey(), point.getValue(), stop, done);
        // What takes an hour is not to be lost.
        write(report(startedAt, resources, done), folder);
      }
    }
    say("");
    GrowthTable.lines(report(startedAt, resources, done)).forEach(this::say);
    say("All of it, with curves and the job's configuration beside it: " + folder);
    return whole ? 0 : REFUSED;
  }

  /** A point that fails is told of, and takes nothing of the others along. */
  private boolean run(
      GrowthRuns runs, Point point, LifeTopics topics, StopSignal stop, List<Growth> done) {
    try {
      Growth growth = runs.run(point, topics);
      done.add(growth);
      say(
          String.format(
              Locale.ROOT,
              "%s: %.2f CPU s for a million records, %,.0f records/s",
              point.label(),
              growth.cpuPerMillion(),
              growth.perWallSecond()));
      return true;
    } catch (StackFailure e) {
      if (stop.wished()) {
        throw e;
      }
      say("FAILED: %s: %s".formatted(point.label(), e.getMessage()));
      return false;
    }
  }

  private GrowthReport report(Instant startedAt, Resources resources, List<Growth> done) {
    return new GrowthReport(
        startedAt,
        Machine.here(),
        Commit.of(Installation.find().root()),
        List.of(spec.root().version()),
        spec.commandLine().getParseResult().originalArgs(),
        resources,
        LifeTopics.RECORDS_EACH,
        done);
  }

  private static void write(GrowthReport report, Path folder) {
    try {
      report.write(folder.resolve("growth.json"));
      GrowthCharts.write(report, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String line) {
    PrintWriter to = spec.commandLine().getOut();
    to.println(line);
    to.flush();
  }

  /** How far something has come, on a terminal only. */
  private void show(String what, long records) {
    if (Boolean.getBoolean("portally.terminal")) {
      PrintWriter to = spec.commandLine().getOut();
      to.printf(Locale.ROOT, "\r%s: %,d \r", what, records);
      to.flush();
    }
  }
}
