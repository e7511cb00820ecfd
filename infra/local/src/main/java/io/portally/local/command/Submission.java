package io.portally.local.command;

import io.portally.local.stack.StackFailure;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;

/**
 * Hands a job to a Flink cluster as Flink's own client does: the job's main runs here and builds
 * the graph, which goes to the cluster over REST together with the jar.
 */
public final class Submission {

  private static final String UNREACHABLE_SERVER =
      "io.portally.flink.job.UnreachableServerException";

  private Submission() {}

  /**
   * Returns when the cluster has taken the job.
   *
   * @param confDir the folder of the cluster's {@code config.yaml}, whose settings for jobs hold
   *     unless the job says otherwise; left out where it does not exist
   * @param jars what goes to the cluster with the job, but for what its configuration says it has
   *     ({@code pipeline.classpaths}); the main class is in the first
   * @return the job's id
   * @throws StackFailure with the job's own words where it refuses to start; unreachable where it
   *     misses a server
   */
  public static JobID submit(
      URI restUrl, Path confDir, List<Path> jars, String mainClass, List<String> arguments) {
    JobID id = new JobID();
    Configuration configuration = configuration(restUrl, confDir, id);
    try (PackagedProgram program = program(configuration, jars, mainClass, arguments)) {
      List<String> there = configuration.getOptional(PipelineOptions.CLASSPATHS).orElse(List.of());
      List<String> shipped =
          Stream.of(program.getJobJarAndDependencies(), program.getClasspaths())
              .flatMap(List::stream)
              .map(URL::toString)
              .filter(jar -> !there.contains(jar))
              .toList();
      configuration.set(PipelineOptions.JARS, shipped);
      ClientUtils.executeProgram(
          new DefaultExecutorServiceLoader(), configuration, program, false, true);
      return id;
    } catch (ProgramInvocationException e) {
      throw refused(e);
    }
  }

  private static Configuration configuration(URI restUrl, Path confDir, JobID id) {
    Configuration configuration =
        Files.isDirectory(confDir)
            ? GlobalConfiguration.loadConfiguration(confDir.toString())
            : new Configuration();
    configuration.set(DeploymentOptions.TARGET, RemoteExecutor.NAME);
    configuration.set(DeploymentOptions.ATTACHED, false);
    configuration.set(JobManagerOptions.ADDRESS, restUrl.getHost());
    configuration.set(RestOptions.ADDRESS, restUrl.getHost());
    configuration.set(RestOptions.PORT, restUrl.getPort());
    // The address is known; the cluster's ZooKeeper need not be asked for it.
    configuration.set(HighAvailabilityOptions.HA_MODE, "NONE");
    configuration.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id.toHexString());
    return configuration;
  }

  private static PackagedProgram program(
      Configuration configuration, List<Path> jars, String mainClass, List<String> arguments)
      throws ProgramInvocationException {
    return PackagedProgram.newBuilder()
        .setJarFile(jars.get(0).toFile())
        .setUserClassPaths(jars.stream().skip(1).map(Submission::url).toList())
        .setEntryPointClassName(mainClass)
        .setArguments(arguments.toArray(String[]::new))
        .setConfiguration(configuration)
        .build();
  }

  static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StackFailure refused(ProgramInvocationException e) {
    Throwable meant = whatWasMeant(e);
    String sentence =
        "The job was not started: %s"
            .formatted(meant.getMessage() == null ? meant.toString() : meant.getMessage());
    return isUnreachableServer(meant)
        ? StackFailure.unreachable(sentence, e)
        : StackFailure.configuration(sentence, e);
  }

  /** What the job itself says has the remedy; of what Flink says the innermost is the clearest. */
  private static Throwable whatWasMeant(Throwable e) {
    Throwable meant = e;
    while (meant.getCause() != null && !isSaidByTheJob(meant)) {
      meant = meant.getCause();
    }
    return meant;
  }

  private static boolean isSaidByTheJob(Throwable e) {
    return e instanceof IllegalConfigurationException || isUnreachableServer(e);
  }

  /** By its name, as the job has a class loader of its own. */
  private static boolean isUnreachableServer(Throwable e) {
    return e.getClass().getName().equals(UNREACHABLE_SERVER);
  }
}
