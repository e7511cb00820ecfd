package io.portally.bench.command;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.EngineCatalogue;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Resources;
import io.portally.bench.latency.LiveRuns;
import io.portally.bench.latency.Observation;
import io.portally.bench.latency.RateSearch;
import io.portally.bench.measure.ProcessTree;
import io.portally.bench.report.Commit;
import io.portally.bench.report.LatencyReport;
import io.portally.bench.report.Machine;
import io.portally.local.command.GlobalOptions;
import io.portally.local.command.StopSignal;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import io.portally.simulator.command.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long an event takes to a row that a reader sees. */
@Command(
    name = "latency",
    description = {
      "Tell how long an event takes to its row, with the main job live on both topics.",
      "First the highest rate that is sustained, then the latency at shares of it."
    },
    sortOptions = false)
public final class LatencyCommand implements Callable<Integer> {

  private static final int REFUSED = 1;
  private static final double NARROW = 0.1;

  /** Room is asked for as if a search found so many times the rate that it begins with. */
  private static final double ROOM_FACTOR = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rate",
      paramLabel = "RECORDS",
      description =
          "Take this for the sustainable rate, in records a second, and do not search for it.")
  private double rate;

  @Option(
      names = "--search-from",
      paramLabel = "RECORDS",
      defaultValue = "50000",
      description = "Where the search begins, in records a second. Default: ${DEFAULT-VALUE}.")
  private double searchFrom;

  @Option(
      names = "--search-to",
      paramLabel = "RECORDS",
      defaultValue = "2000000",
      description = "Where the search ends at most. Default: ${DEFAULT-VALUE}.")
  private double searchTo;

  @Option(
      names = "--sustain-for",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "3m",
      description = "How long the lag must not grow. Default: ${DEFAULT-VALUE}.")
  private Duration sustainFor = Duration.ofMinutes(3);

  @Option(
      names = "--shares",
      paramLabel = "SHARE",
      split = ",",
      defaultValue = "0.25,0.5,0.75",
      description = "Shares of the rate at which latency is measured. Default: ${DEFAULT-VALUE}.")
  private List<Double> shares = List.of();

  @Option(
      names = "--measure-for",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "3m",
      description = "How long latency is measured at each of them. Default: ${DEFAULT-VALUE}.")
  private Duration measureFor = Duration.ofMinutes(3);

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "45s",
      description = "Traffic before each of these. Default: ${DEFAULT-VALUE}.")
  private Duration warmUp = Duration.ofSeconds(45);

  @Option(
      names = "--probes",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description =
          "Events in a second that have a cell to themselves and are timed. Default: ${DEFAULT-VALUE}.")
  private double probes;

  @Option(
      names = "--short-lives",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description =
          "Share of the records that are of lives which are over within minutes, so that legs have both their ends; the rest is the simulator's traffic, with its faults. Default: ${DEFAULT-VALUE}.")
  private double shortLives;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "30s",
      description = "From one checkpoint of the job to the next. Default: ${DEFAULT-VALUE}.")
  private Duration checkpointInterval = Duration.ofSeconds(30);

  @Mixin private ResourceArguments resourceArguments = new ResourceArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where latency.json and the job's configuration go. Default: below bench in the data directory.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    ProcessTree.requireAccounts();
    if (!(shortLives >= 0 && shortLives < 1)) {
      throw StackFailure.configuration(
          "--short-lives is %s: a share from 0 to below 1 is wanted.".formatted(shortLives));
    }
    FlinkEngine job = EngineCatalogue.find().mainJob().live();
    Resources resources =
        resourceArguments.resources(ResourceArguments.Collector.G1, checkpointInterval);
    Path bench = GlobalOptions.of(spec).data().resolve("bench");
    Instant at = Instant.now();
    Path folder = out != null ? out : ResultFolder.in(bench, "latency", at);
    StopSignal stop = StopSignal.watch();
    say("Starting broker, database and Flink cluster on " + bench.resolve("stack") + " ...");
    long room = (long) ((rate > 0 ? rate : ROOM_FACTOR * searchFrom) * sustainFor.toSeconds() / 4);
    try (BenchStack stack =
        BenchStack.start(bench.resolve("stack"), resources, List.of(job), room / 4, this::say)) {
      ResultFolder.keepConfigurations(stack, folder, List.of(job));
      LatencyReport report = measure(stack, job, resources, bench, at);
      report.write(folder.resolve("latency.json"));
      say("");
      report.lines().forEach(this::say);
      say("All of it, with the job's configuration beside it: " + folder.resolve("latency.json"));
      return report.observations().stream().allMatch(Observation::isSustained) ? 0 : REFUSED;
    } catch (IOException e) {
      throw StackFailure.configuration(
          "The results cannot be written to %s (%s); name another folder with --out."
              .formatted(folder, e),
          e);
    } catch (StackFailure e) {
      if (!stop.wished()) {
        throw e;
      }
      say("Stopped.");
      return REFUSED;
    }
  }

  private LatencyReport measure(
      BenchStack stack, FlinkEngine job, Resources resources, Path bench, Instant at)
      throws IOException {
    Path work = Files.createDirectories(bench.resolve("work"));
    LiveRuns runs =
        new LiveRuns(
            stack,
            job,
            resources,
            work,
            new LiveRuns.Observing(warmUp, sustainFor, probes, shortLives));
    RateSearch search = new RateSearch(tried -> told(runs.observe(tried)), NARROW);
    double found = rate > 0 ? rate : search.search(searchFrom, searchTo);
    if (found == 0) {
      throw StackFailure.withExitCode(
          REFUSED,
          "No rate was sustained, down to %,.0f records a second; see the logs in %s."
              .formatted(searchFrom / 100, bench.resolve("stack/logs")));
    }
    LiveRuns measuring = runs.withLength(measureFor);
    List<Observation> observations = new ArrayList<>();
    for (double share : shares) {
      observations.add(told(measuring.observe(share * found)));
    }
    return new LatencyReport(
        at,
        Machine.here(),
        Commit.of(Installation.find().root()),
        List.of(spec.root().version()),
        spec.commandLine().getParseResult().originalArgs(),
        resources,
        found,
        search.trials(),
        observations);
  }

  private Observation told(Observation seen) {
    say(
        String.format(
            Locale.ROOT,
            "%,.0f records/s: %s, lag %,.0f records and growing by %,.0f a second",
            seen.rate(),
            seen.verdict(),
            seen.lagAtTheEnd(),
            seen.lagGrowth()));
    return seen;
  }

  private void say(String line) {
    PrintWriter to = spec.commandLine().getOut();
    to.println(line);
    to.flush();
  }
}
