package io.portally.bench.engine;

import io.portally.local.command.Submission;
import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.FlinkRest;
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

  @Override
  public Run start(BenchStack bench, Assignment assignment) {
    return start(bench, assignment.keys(bench.stack()));
  }

  /** Starts it in processes of its own with those settings. */
  public Run start(BenchStack bench, Map<String, String> settings) {
    bench.wantFlink();
    List<String> all = new ArrayList<>(arguments);
    settings.forEach((key, value) -> all.addAll(List.of("-D", key + "=" + value)));
    JobID job =
        Submission.submit(
            bench.stack().flinkRestUrl(),
            DataDirectory.at(bench.stack().data()).flinkConf(),
            jars,
            mainClass,
            all);
    return new FlinkRun(bench, new FlinkRest(bench.stack().flinkRestUrl()), job.toHexString());
  }

  @Override
  public void keepConfiguration(BenchStack bench, Path into) throws IOException {
    Path cluster = DataDirectory.at(bench.stack().data()).flinkConf().resolve("config.yaml");
    Files.copy(cluster, into.resolve("cluster-config.yaml"));
    for (Path file : configuration) {
      Files.copy(file, into.resolve(file.getFileName().toString()));
    }
  }
}
