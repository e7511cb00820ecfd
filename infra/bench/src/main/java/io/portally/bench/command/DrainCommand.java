package io.portally.bench.command;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Engine;
import io.portally.bench.engine.EngineCatalogue;
import io.portally.bench.engine.Resources;
import io.portally.bench.measure.Course;
import io.portally.bench.measure.ProcessTree;
import io.portally.bench.report.Commit;
import io.portally.bench.report.Comparison;
import io.portally.bench.report.DrainReport;
import io.portally.bench.report.DrainTable;
import io.portally.bench.report.Machine;
import io.portally.bench.traffic.Backlog;
import io.portally.bench.traffic.CargoTopic;
import io.portally.bench.traffic.Filling;
import io.portally.bench.traffic.JourneyTopics;
import io.portally.local.command.GlobalOptions;
import io.portally.local.command.StopSignal;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import io.portally.simulator.command.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the main job and its peers drain a full topic into the database. */
@Command(
    name = "drain",
    description = {
      "Drain a topic of cargo movements with the main job (c) and others, and tell the ratios;",
      "or both topics with the main job and its source alone (--traffic journeys).",
      "First the main job against itself: unless that is 1.00 +- 0.03, nothing is told."
    },
    sortOptions = false)
public final class DrainCommand implements Callable<Integer> {

  private static final double TOLERANCE = 0.03;
  private static final int REFUSED = 1;
  private static final String EVERY_ENGINE = "*";

  /** Longer than any run: checkpoints are taken when so much has been read, not by the clock. */
  private static final Duration NO_INTERVAL = Duration.ofDays(1);

  /** What there is to drain. */
  enum Load {
    CARGO,
    JOURNEYS
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--traffic",
      paramLabel = "TRAFFIC",
      defaultValue = "CARGO",
      description =
          "CARGO: cargo movements alone, which every engine counts. JOURNEYS: both topics, each with its share, and every table; what the main job and its source alone can read. Default: ${DEFAULT-VALUE}.")
  private Load load = Load.CARGO;

  @Option(
      names = "--records",
      paramLabel = "NUMBER",
      defaultValue = "20000000",
      description =
          "Records on the topic, or on both together; filled once and kept. Default: ${DEFAULT-VALUE}.")
  private long records;

  @Option(
      names = "--span",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "6h",
      description =
          "Event time over which journeys are spread: the longer, the more of them have both ends of a leg within it, and the more rows there are for each record. Default: ${DEFAULT-VALUE}.")
  private Duration span = Duration.ofHours(6);

  @Option(
      names = "--engines",
      paramLabel = "LETTER",
      split = ",",
      description =
          "What the main job is compared with, such as a,b,d. c is the main job itself. Default: all that are built.")
  private @Nullable List<String> letters;

  @Option(
      names = "--pairs",
      paramLabel = "NUMBER",
      defaultValue = "4",
      description =
          "Pairs of runs for each comparison; of the main job against itself four at least. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--skew",
      paramLabel = "SHARE",
      description =
          "Compare the main job with itself on the same traffic with that share of it at one port, such as 0.9; no other engine unless named.")
  private double skew;

  @Option(names = "--skip-aa", description = "Leave the main job against itself out; it is said.")
  private boolean skipAgainstItself;

  @Option(
      names = "--skip-alone",
      paramLabel = "LETTER",
      arity = "0..1",
      fallbackValue = EVERY_ENGINE,
      split = ",",
      description =
          "Leave the run that each engine has to itself out, or that of those named, such as c: how many rows it writes is not told then.")
  private List<String> notAlone = List.of();

  @Option(
      names = "--force",
      description = "Tell the figures even if the main job against itself is not 1; it is said.")
  private boolean force;

  @Option(
      names = "--measure-from",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description =
          "Measure from when so many of the records have been read to the end, so that start-up is left out. Default: ${DEFAULT-VALUE}.")
  private double measureFrom;

  @Option(
      names = "--checkpoints-at",
      paramLabel = "SHARE",
      split = ",",
      defaultValue = "0.3,0.6",
      description =
          "Engines that take checkpoints take one when so many of the records have been read, and one at the end. Default: ${DEFAULT-VALUE}.")
  private List<Double> checkpointsAt = List.of();

  @Mixin private Preparation preparation = new Preparation();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Decides every draw of the traffic. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private ResourceArguments resourceArguments = new ResourceArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where result.json and the engines' configurations go. Default: below bench in the data directory.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    ProcessTree.requireAccounts();
    EngineCatalogue all = EngineCatalogue.find();
    EngineCatalogue catalogue = load == Load.JOURNEYS ? all.ofJourneys() : all;
    notAlone = notAlone.contains(EVERY_ENGINE) ? catalogue.letters() : known(notAlone, catalogue);
    Backlog even = backlog(0);
    Contender base = new Contender(catalogue.of(EngineCatalogue.MAIN_JOB), even);
    List<Contender> others = others(catalogue, even);
    Resources resources =
        resourceArguments.resources(ResourceArguments.Collector.PARALLEL, NO_INTERVAL);
    StopSignal stop = StopSignal.watch();
    Path bench = GlobalOptions.of(spec).data().resolve("bench");
    say("Starting broker, database and Flink cluster on " + bench.resolve("stack") + " ...");
    try (BenchStack stack =
        BenchStack.start(
            bench.resolve("stack"),
            resources,
            engines(base, others),
            skew > 0 ? 2 * records : records,
            this::say)) {
      fill(stack, base, others);
      return drain(stack, bench, base, others, resources, stop);
    } catch (StackFailure e) {
      if (!stop.wished()) {
        throw e;
      }
      say("Stopped.");
      return REFUSED;
    }
  }

  private static List<String> known(List<String> letters, EngineCatalogue catalogue) {
    return catalogue.of(letters).stream().map(Engine::letter).toList();
  }

  private Backlog backlog(double share) {
    if (records < 1 || pairs < 1 || !(share >= 0 && share < 1)) {
      throw StackFailure.configuration(
          "--records is %d, --pairs %d and --skew %s: at least one record, one pair, and a share below 1 are wanted."
              .formatted(records, pairs, share));
    }
    return load == Load.JOURNEYS
        ? new JourneyTopics(records, span, share, seed)
        : new CargoTopic(records, share, seed);
  }

  private List<Contender> others(EngineCatalogue catalogue, Backlog even) {
    List<Contender> others = new ArrayList<>();
    List<String> wanted = letters;
    if (wanted == null) {
      wanted = skew > 0 ? List.of() : catalogue.letters();
    }
    for (Engine engine : catalogue.of(wanted)) {
      if (!engine.letter().equals(EngineCatalogue.MAIN_JOB)) {
        others.add(new Contender(engine, even));
      }
    }
    if (skew > 0) {
      others.add(new Contender(catalogue.of(EngineCatalogue.MAIN_JOB), backlog(skew)));
    }
    return others;
  }

  private void fill(BenchStack stack, Contender base, List<Contender> others) {
    Filling filling = new Filling(stack.bootstrapServers());
    List<Contender> all = new ArrayList<>(others);
    all.add(0, base);
    all.stream()
        .map(Contender::backlog)
        .distinct()
        .forEach(
            backlog -> {
              boolean filled =
                  filling.fill(backlog, made -> show("Filling " + backlog.prefix(), made));
              say(
                  "Topics %s hold %,d records, %s of traffic%s."
                      .formatted(
                          backlog.filled(),
                          backlog.records(),
                          backlog.length(),
                          filled ? "" : ", kept from before"));
            });
  }

  private int drain(
      BenchStack stack,
      Path bench,
      Contender base,
      List<Contender> others,
      Resources resources,
      StopSignal stop) {
    Instant at = Instant.now();
    Path folder = out != null ? out : ResultFolder.in(bench, "drain", at);
    ResultFolder.keepConfigurations(stack, folder, engines(base, others));
    DrainRuns runs =
        new DrainRuns(
            stack,
            resources,
            new Course(measureFrom, checkpointsAt),
            bench.resolve("work"),
            preparation,
            this);
    DrainPlan plan = new DrainPlan(base, pairs, runs);
    alone(plan, base);
    Comparison againstItself = skipAgainstItself ? null : plan.againstItself();
    boolean trusted = againstItself == null || againstItself.perCpuSecond().isOneWithin(TOLERANCE);
    List<String> remarks = remarks(againstItself, trusted);
    List<Comparison> comparisons = new ArrayList<>();
    if (trusted || force) {
      for (Contender other : others) {
        compare(plan, other, stop, comparisons, remarks);
      }
    }
    DrainReport report =
        new DrainReport(
            at,
            Machine.here(),
            Commit.of(Installation.find().root()),
            List.of(spec.root().version()),
            spec.commandLine().getParseResult().originalArgs(),
            remarks,
            names(base, others),
            resources,
            againstItself,
            comparisons,
            plan.runs());
    return tell(report, folder, trusted);
  }

  private void alone(DrainPlan plan, Contender contender) {
    if (!notAlone.contains(contender.engine().letter())) {
      plan.alone(contender);
    }
  }

  /** One that fails is told of, and takes nothing of the others along. */
  private void compare(
      DrainPlan plan,
      Contender other,
      StopSignal stop,
      List<Comparison> comparisons,
      List<String> remarks) {
    try {
      comparisons.add(plan.against(other));
      // Not first: where it is no Flink job, it would end the cluster that the stack has begun
      // with.
      alone(plan, other);
    } catch (StackFailure e) {
      if (stop.wished()) {
        throw e;
      }
      remarks.add("FAILED: %s: %s".formatted(other.label(), e.getMessage()));
      say(remarks.get(remarks.size() - 1));
    }
  }

  private List<String> remarks(@Nullable Comparison againstItself, boolean trusted) {
    List<String> remarks = new ArrayList<>();
    if (againstItself == null) {
      remarks.add("NOT CHECKED: the main job was not measured against itself (--skip-aa).");
    } else if (!trusted) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "NOT TO BE TRUSTED: the main job against itself is %.2f per CPU second, not 1.00 +- %.2f (--force).",
              againstItself.perCpuSecond().median(),
              TOLERANCE));
    }
    return remarks;
  }

  private static List<Engine> engines(Contender base, List<Contender> others) {
    return Stream.concat(Stream.of(base), others.stream())
        .map(Contender::engine)
        .distinct()
        .toList();
  }

  private static Map<String, String> names(Contender base, List<Contender> others) {
    Map<String, String> names = new LinkedHashMap<>();
    engines(base, others).forEach(engine -> names.put(engine.letter(), engine.name()));
    return names;
  }

  private int tell(DrainReport report, Path folder, boolean trusted) {
    Path json = folder.resolve("result.json");
    try {
      report.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!trusted && !force) {
      throw tooNoisy(report.againstItself(), json);
    }
    say("");
    DrainTable.lines(report).forEach(this::say);
    say("All of it, with the engines' configurations beside it: " + json);
    return isWhole(report) ? 0 : REFUSED;
  }

  private static boolean isWhole(DrainReport report) {
    return report.remarks().stream().noneMatch(remark -> remark.startsWith("FAILED"))
        && report.comparisons().stream().allMatch(Comparison::sameTable);
  }

  private static StackFailure tooNoisy(@Nullable Comparison againstItself, Path json) {
    return StackFailure.withExitCode(
        REFUSED,
        String.format(
            Locale.ROOT,
            "The main job against itself is %.2f per CPU second and not 1.00 +- %.2f, so this machine is too noisy now to tell anything; quieten it and try again, or see the figures with --force. All runs are in %s.",
            againstItself == null ? Double.NaN : againstItself.perCpuSecond().median(),
            TOLERANCE,
            json));
  }

  /** A line that stays. */
  void say(String line) {
    PrintWriter to = spec.commandLine().getOut();
    to.println(line);
    to.flush();
  }

  /** How far something has come, on a terminal only. */
  void show(String what, long done) {
    if (Boolean.getBoolean("portally.terminal")) {
      PrintWriter to = spec.commandLine().getOut();
      to.printf(Locale.ROOT, "\r%s: %,d of %,d \r", what, done, records);
      to.flush();
    }
  }
}
