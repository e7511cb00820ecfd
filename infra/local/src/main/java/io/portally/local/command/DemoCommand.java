package io.portally.local.command;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.StackOptions;
import io.portally.local.view.AlertReader;
import io.portally.local.view.Display;
import io.portally.local.view.FiguresSource;
import io.portally.schemas.Topic;
import io.portally.simulator.command.Durations;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.TrafficOptions;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole of Portally in one command, with live figures. */
@Command(
    name = "demo",
    description = {
      "Start the stack, the jobs and the nation's traffic, and show live figures and open alerts.",
      "Redrawn in place on a terminal, a line each few seconds in a pipe. Ctrl-C stops it all."
    },
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

  private static final String ALERTS = "portally." + Topic.SLOW_CLEARANCES.suffix();

  /** Records a second of the past: the rows of so thin a traffic are many for each record. */
  private static final double HISTORY_RATE = 0.1;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackArguments arguments = new StackArguments();

  @Option(
      names = "--rate",
      paramLabel = "RECORDS",
      defaultValue = "2000",
      description = "Records in a second of event time. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Event time against the clock; 60 is an hour a minute. Default: real time.")
  private double speed;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Decides every draw of the traffic. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "96h",
      description =
          "Publish so long a past first, thinly, so that there are transfer times to show; only"
              + " where no events are kept. Default: ${DEFAULT-VALUE}.")
  private Duration history = Duration.ofDays(4);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "End by itself after so long, such as 90s or 5m. Default: at Ctrl-C.")
  private @Nullable Duration length;

  @Override
  public Integer call() {
    // Wrong options are refused before anything starts; the traffic itself begins after that.
    TrafficOptions unused = trafficFrom(Instant.now());
    // Its jobs are those of this build: three copies of their classes would only take time.
    StackOptions options = arguments.on(GlobalOptions.of(spec).data()).withJobsLoadedOnce();
    StopSignal stop = StopSignal.watch();
    say("Starting broker, database and Flink cluster on " + options.data() + " ...");
    try (EmbeddedStack stack = EmbeddedStack.start(options, LOG::warn)) {
      Iterator<Publication> underWay = publishPast(stack);
      int rules = StarterRules.putWhereNoneAre(stack.bootstrapServers());
      if (rules > 0) {
        say("Published %d rules of slow clearances to start with.".formatted(rules));
      }
      say("Starting the jobs %s, and the traffic ...".formatted(Job.all()));
      Map<Job, JobID> jobs = new EnumMap<>(Job.class);
      for (Job job : Job.values()) {
        jobs.put(job, submit(stack, job));
      }
      show(stack, jobs, trafficFrom(Instant.now()), underWay, stop);
      say("Stopping ...");
    } catch (StackFailure e) {
      if (!stop.wished()) {
        throw e;
      }
    }
    say(
        "Stopped. The data stays in %s; %s forgets it."
            .formatted(options.data(), StackDefaults.down(options.data(), "--wipe")));
    return 0;
  }

  /**
   * A cargo takes days: what begins with the demo has no transfer times for a long while. The job
   * comes after, as its heartbeats would close the windows. Kept events have closed them, and are a
   * past themselves.
   *
   * @return how that past goes on
   */
  private Iterator<Publication> publishPast(EmbeddedStack stack) {
    long kept = KeptEvents.count(stack.bootstrapServers());
    if (kept > 0) {
      requireTimeToItself(stack, kept);
      return Collections.emptyIterator();
    }
    say("Publishing a past of %s ...".formatted(Durations.words(history)));
    Instant end = trafficFrom(Instant.now()).start();
    TrafficOptions past =
        TrafficOptions.builder().seed(seed).rate(HISTORY_RATE).start(end.minus(history)).build();
    return DemoTraffic.publishPast(stack.bootstrapServers(), past, end);
  }

  /** Traffic in a time of its own begins in the past, where kept events have closed all windows. */
  private void requireTimeToItself(EmbeddedStack stack, long kept) {
    if (speed != 1) {
      throw StackFailure.configuration(
          "--speed %s begins in the past, and the %,d records kept in %s have taken event time beyond it: all of it would be late. Run %s first, or name another --data."
              .formatted(speed, kept, stack.data(), StackDefaults.down(stack.data(), "--wipe")));
    }
  }

  private TrafficOptions trafficFrom(Instant now) {
    try {
      // A few faults of each kind, as real feeds have them, so that every fate is seen.
      return TrafficOptions.builder()
          .seed(seed)
          .speed(speed)
          .rate(rate)
          .duplicates(0.01)
          .corrections(0.005)
          .late(0.002)
          .corrupt(0.001)
          .futureDated(0.001)
          .withoutRepeatsFromBefore()
          .build(now);
    } catch (IllegalArgumentException e) {
      throw StackFailure.configuration("Option " + e.getMessage(), e);
    }
  }

  private JobID submit(EmbeddedStack stack, Job wanted) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (speed != 1) {
      // The traffic sends heartbeats in its own time; the clock's would outrun it.
      settings.put("portally.heartbeat.interval", "0");
    }
    if (wanted == Job.ALERT_ARCHIVE) {
      // A few rows now and then, and the slots are better left to other jobs.
      settings.put("parallelism.default", "1");
    }
    Map<String, String> addresses = stack.addresses().environment();
    List<String> job = JobArguments.of(addresses::get, false, settings);
    JobID id =
        Submission.submit(
            stack.flinkRestUrl(),
            DataDirectory.at(stack.data()).flinkConf(),
            List.of(Installation.find().jobsJar()),
            wanted.mainClass(),
            job);
    if (wanted == Job.PORT_METRICS) {
      FirstJob.bind(addresses::get, job, stack.data());
    }
    return id;
  }

  private void show(
      EmbeddedStack stack,
      Map<Job, JobID> jobs,
      TrafficOptions options,
      Iterator<Publication> underWay,
      StopSignal stop) {
    FlinkRest cluster = new FlinkRest(stack.flinkRestUrl());
    List<JobWatch> watches =
        jobs.values().stream().map(job -> new JobWatch(cluster, job.toHexString())).toList();
    List<String> addresses = StackReport.lines(stack.addresses().environment(), stack.data());
    try (DemoTraffic traffic = DemoTraffic.start(stack.bootstrapServers(), options, underWay);
        AlertReader reader = AlertReader.start(stack.bootstrapServers(), ALERTS);
        FiguresSource source =
            new FiguresSource(
                stack.readerDataSource(),
                cluster,
                jobId(jobs, Job.PORT_METRICS),
                options.start(),
                reader::alerts);
        Display display = display(addresses)) {
      Stopwatch watched = Stopwatch.started();
      while (!stop.await(display.pause()) && !isOver(watched)) {
        requireLife(traffic, watches);
        show(source, traffic.progress().simulated(), display);
      }
    } catch (SQLException e) {
      LOG.warn("The connection to the database could not be closed", e);
    }
  }

  private static String jobId(Map<Job, JobID> jobs, Job job) {
    return Objects.requireNonNull(jobs.get(job)).toHexString();
  }

  private Display display(List<String> addresses) {
    PrintWriter out = spec.commandLine().getOut();
    return Boolean.getBoolean("portally.terminal")
        ? Display.terminal(out, addresses)
        : Display.pipe(out, addresses);
  }

  private boolean isOver(Stopwatch watched) {
    return length != null && watched.time().compareTo(length) > 0;
  }

  /** A look that fails is left out: the figures stand still, and the next look tries again. */
  private static void show(FiguresSource source, Instant now, Display display) {
    try {
      display.show(source.read(now));
    } catch (SQLException e) {
      LOG.warn("The figures could not be read", e);
    }
  }

  private static void requireLife(DemoTraffic traffic, List<JobWatch> watches) {
    traffic
        .failure()
        .ifPresent(
            failure -> {
              throw StackFailure.unreachable("The traffic ended: " + failure.getMessage(), failure);
            });
    for (JobWatch watch : watches) {
      if (watch.look() instanceof JobWatch.Ended ended) {
        throw StackFailure.withExitCode(Outcome.REFUSED, ended.sentence());
      }
    }
  }

  private void say(String sentence) {
    spec.commandLine().getOut().println(sentence);
    spec.commandLine().getOut().flush();
  }
}
