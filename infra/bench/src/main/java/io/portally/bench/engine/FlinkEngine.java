package io.portally.bench.engine;

import io.portally.local.command.Submission;
import io.portally.local.stack.FlinkCluster;
import io.portally.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/**
 * A bounded job on a Flink cluster that is there for it alone.
 *
 * @param jars what goes to the cluster, the one with the main class first
 * @param arguments before the settings
 * @param configuration files that tell how the job itself is configured
 */
public record FlinkEngine(
    String letter,
    String name,
    boolean writesRows,
    List<Path> jars,
    String mainClass,
    List<String> arguments,
    List<Path> configuration)
    implements Engine {

  /** The same without the arguments: a job that goes on until it is ended. */
  public FlinkEngine live() {
    return new FlinkEngine(letter, name, writesRows, jars, mainClass, List.of(), configuration);
  }

  /** The same with those options of the job, which win over all others. */
  public FlinkEngine with(Map<String, String> options) {
    List<String> more = new ArrayList<>(arguments);
    options.forEach((key, value) -> more.addAll(List.of("-D", key + "=" + value)));
    return new FlinkEngine(letter, name, writesRows, jars, mainClass, more, configuration);
  }

  @Override
  public boolean bringsNoJar() {
    return jars.equals(List.of(Installation.find().jobsJar()));
  }

  @Override
  public FlinkRun start(BenchStack bench, Assignment assignment) {
    return start(bench, assignment.lane(), assignment.keys(bench.stack()));
  }

  /** Starts it in processes of its own with those settings, and nothing beside it. */
  public FlinkRun start(BenchStack bench, Map<String, String> settings) {
    return start(bench, Lane.FIRST, settings);
  }

  private FlinkRun start(BenchStack bench, Lane lane, Map<String, String> settings) {
    FlinkCluster cluster = bench.wantFlink(lane);
    List<String> all = new ArrayList<>(arguments);
    settings.forEach((key, value) -> all.addAll(List.of("-D", key + "=" + value)));
    JobID job = Submission.submit(cluster.restUrl(), cluster.conf(), jars, mainClass, all);
    return new FlinkRun(bench, lane, job.toHexString());
  }

  @Override
  public void keepConfiguration(BenchStack bench, Path into) throws IOException {
    Path cluster = bench.flink(Lane.FIRST).conf().resolve("config.yaml");
    Files.copy(cluster, into.resolve("cluster-config.yaml"));
    for (Path file : configuration) {
      Files.copy(file, into.resolve(file.getFileName().toString()));
    }
  }
}
