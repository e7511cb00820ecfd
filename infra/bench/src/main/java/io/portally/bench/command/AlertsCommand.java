package io.portally.bench.command;

import io.portally.bench.alerts.AlertObservation;
import io.portally.bench.alerts.AlertPlan;
import io.portally.bench.alerts.AlertRuns;
import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.EngineCatalogue;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Resources;
import io.portally.bench.report.AlertReport;
import io.portally.bench.report.Commit;
import io.portally.bench.report.Machine;
import io.portally.local.command.GlobalOptions;
import io.portally.local.command.StopSignal;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import io.portally.simulator.command.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long an alert takes, and what an open clearance costs. */
@Command(
    name = "alerts",
    description = {
      "Tell how long it takes from the instant at which a clearance is overdue to its alert on",
      "slow-clearances, with the job live: all along, with many due in one second, after a pause.",
      "And how much heap each open clearance takes."
    },
    sortOptions = false)
public final class AlertsCommand implements Callable<Integer> {

  private static final int REFUSED = 1;
  private static final long RECORDS_OF_ONE = 2;

  /** Beyond this the job's cluster would take the TaskManager for dead. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(25);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--open",
      paramLabel = "NUMBER",
      split = ",",
      defaultValue = "1000000,5000000",
      description =
          "Clearances that are open all the time, one run each. Default: ${DEFAULT-VALUE}.")
  private List<Integer> open = List.of();

  @Option(
      names = "--rate",
      paramLabel = "RECORDS",
      defaultValue = "20000",
      description = "Records in a second, of both topics together. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--due",
      paramLabel = "NUMBER",
      defaultValue = "100000",
      description = "Clearances that fall due within one second, twice. Default: ${DEFAULT-VALUE}.")
  private int due;

  @Option(
      names = "--due-all-along",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "Clearances that fall due in every second. Default: ${DEFAULT-VALUE}.")
  private double dueAllAlong;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "45s",
      description = "Traffic before the first is due. Default: ${DEFAULT-VALUE}.")
  private Duration warmUp = Duration.ofSeconds(45);

  @Option(
      names = "--stretch",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "30s",
      description =
          "Before and after the many at once, before and after the pause. Default: ${DEFAULT-VALUE}.")
  private Duration stretch = Duration.ofSeconds(30);

  @Option(
      names = "--pause",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "20s",
      description = "For how long the TaskManager is frozen, up to 25s. Default: ${DEFAULT-VALUE}.")
  private Duration pause = Duration.ofSeconds(20);

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "30s",
      description = "From one checkpoint of the job to the next. Default: ${DEFAULT-VALUE}.")
  private Duration checkpointInterval = Duration.ofSeconds(30);

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description =
          "Also have the notifier tell an Alertmanager, such as one at http://127.0.0.1:9093, and tell when it had taken what. Default: nobody is told.")
  private @Nullable URI alertmanager;

  @Mixin private ResourceArguments resourceArguments = new ResourceArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where alerts.json and the job's configuration go. Default: below bench in the data directory.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      throw StackFailure.configuration(
          "--pause is %s: the cluster would take the TaskManager for dead; write at most %s."
              .formatted(Durations.words(pause), Durations.words(LONGEST_PAUSE)));
    }
    FlinkEngine job = EngineCatalogue.slowClearance();
    Resources resources =
        resourceArguments.resources(ResourceArguments.Collector.G1, checkpointInterval);
    Path bench = GlobalOptions.of(spec).data().resolve("bench");
    Instant at = Instant.now();
    Path folder = out != null ? out : ResultFolder.in(bench, "alerts", at);
    StopSignal stop = StopSignal.watch();
    say("Starting broker, database and Flink cluster on " + bench.resolve("stack") + " ...");
    try (BenchStack stack =
        BenchStack.start(bench.resolve("stack"), resources, List.of(job), room(), this::say)) {
      ResultFolder.keepConfigurations(stack, folder, List.of(job));
      AlertReport report = measure(stack, job, resources, at, folder.resolve("alerts.json"));
      say("");
      report.lines().forEach(this::say);
      say("All of it, with the job's configuration beside it: " + folder.resolve("alerts.json"));
      return report.observations().stream().allMatch(AlertObservation::isWhole) ? 0 : REFUSED;
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

  /** Records that the topics hold at most at a time. */
  private long room() {
    long greatest = open.stream().mapToLong(Integer::longValue).max().orElse(0);
    long seconds = warmUp.plus(stretch.multipliedBy(5)).plus(pause).toSeconds();
    return RECORDS_OF_ONE * (greatest + 2L * due) + (long) (rate * seconds);
  }

  /** Also written to the file after each run, so that a later one that fails loses no earlier. */
  private AlertReport measure(
      BenchStack stack, FlinkEngine job, Resources resources, Instant at, Path file)
      throws IOException {
    AlertRuns runs =
        new AlertRuns(
            stack,
            job,
            new AlertPlan(rate, dueAllAlong, due, warmUp, stretch, pause),
            alertmanager,
            this::say,
            group -> AlertReport.lines(group).forEach(this::say));
    List<AlertObservation> observations = new ArrayList<>();
    AlertReport report = report(resources, at, observations);
    for (int each : open) {
      say(AlertReport.HEAD);
      observations.add(runs.observe(each));
      report = report(resources, at, observations);
      report.write(file);
    }
    return report;
  }

  private AlertReport report(Resources resources, Instant at, List<AlertObservation> observations) {
    return new AlertReport(
        at,
        Machine.here(),
        Commit.of(Installation.find().root()),
        List.of(spec.root().version()),
        spec.commandLine().getParseResult().originalArgs(),
        resources,
        List.copyOf(observations));
  }

  private void say(String line) {
    PrintWriter to = spec.commandLine().getOut();
    to.println(line);
    to.flush();
  }
}
