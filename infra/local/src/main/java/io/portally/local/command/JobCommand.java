package io.portally.local.command;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits a job to the cluster and waits for its end. */
@Command(
    name = "job",
    description = {
      "Submit a job to the Flink cluster and wait for its end.",
      "Ctrl-C ends the waiting; the job goes on."
    },
    sortOptions = false)
public final class JobCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(500);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "JOB", description = "port-metrics, slow-clearance or alert-archive")
  private String job = "";

  @Option(
      names = "--bounded",
      description =
          "Read what the topics hold now, complete every window that has ended (slow-clearance: tell every alert that has fallen due), and end.")
  private boolean bounded;

  @Option(
      names = "--generation",
      paramLabel = "NUMBER",
      description = "The generation that is written. Default: the current one.")
  private @Nullable Integer generation;

  @Mixin private JobSettings settings = new JobSettings();

  @Option(names = "--detach", description = "Return as soon as the cluster has taken the job.")
  private boolean detach;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "${FLINK_REST_URL}",
      description = "The cluster's REST interface. Default: that of the stack.")
  private @Nullable URI flink;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Job chosen = Job.named(job);
    List<String> arguments = arguments(chosen);
    FlinkRest cluster = new FlinkRest(flinkUrl());
    requireAnswer(cluster);
    Path data = GlobalOptions.of(spec).data();
    JobID id =
        Submission.submit(
            flinkUrl(),
            DataDirectory.at(data).flinkConf(),
            List.of(Installation.find().jobsJar()),
            chosen.mainClass(),
            arguments);
    if (chosen == Job.PORT_METRICS) {
      FirstJob.bind(StackDefaults::address, arguments, data);
    }
    out.println("Job %s runs as %s".formatted(chosen, id));
    out.println("Its page: %s/#/job/running/%s/overview".formatted(flinkUrl(), id));
    out.flush();
    return detach ? 0 : await(cluster, id, out);
  }

  private List<String> arguments(Job chosen) {
    if (generation != null) {
      requireRows(chosen);
      requireNoOther(generation);
      settings.set(FirstJob.GENERATION, String.valueOf(generation));
    }
    return settings.arguments(bounded);
  }

  private static void requireRows(Job chosen) {
    if (chosen != Job.PORT_METRICS) {
      throw StackFailure.configuration(
          "The job %s writes no generation of rows; leave --generation out.".formatted(chosen));
    }
  }

  private void requireNoOther(int chosen) {
    String other = settings.get(FirstJob.GENERATION);
    if (other != null && !other.equals(String.valueOf(chosen))) {
      throw StackFailure.configuration(
          "--generation %d and -D %s=%s name two generations; give one of them."
              .formatted(chosen, FirstJob.GENERATION, other));
    }
  }

  private URI flinkUrl() {
    if (flink == null) {
      throw StackFailure.unreachable(
          "No stack runs on %s; start one with ./portally up, or name a cluster with --flink URL."
              .formatted(GlobalOptions.of(spec).data()));
    }
    return flink;
  }

  private void requireAnswer(FlinkRest cluster) {
    try {
      cluster.get("/overview");
    } catch (IOException e) {
      throw StackFailure.unreachable(
          "No Flink cluster answers at %s; start the stack with ./portally up, or name another with --flink URL."
              .formatted(flinkUrl()),
          e);
    }
  }

  private int await(FlinkRest cluster, JobID id, PrintWriter out) {
    StopSignal stop = StopSignal.watch();
    JobWatch watch = new JobWatch(cluster, id.toHexString());
    while (!stop.await(POLL)) {
      JobWatch.Verdict verdict = watch.look();
      if (verdict instanceof JobWatch.Ended ended) {
        out.println(ended.sentence());
        out.flush();
        return ended.well() ? 0 : Outcome.REFUSED;
      }
    }
    out.println("Waiting no longer; the job goes on.");
    out.flush();
    return 0;
  }
}
