package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink session cluster: one JobManager and several TaskManagers, each a JVM of its own, and a
 * ZooKeeper from which a JobManager that died gets its jobs back. Memory is reckoned by Flink
 * itself, as its own start scripts do.
 */
public final class FlinkCluster {

  private static final Duration START = Duration.ofMinutes(2);
  private static final String G1 = "-XX:+UseG1GC";

  /** For what coordinates and waits: the second compiler would cost more than it gains. */
  private static final String QUICK_START = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private static final int MOST_STARTS = 3;
  private static final Duration CANCEL = Duration.ofSeconds(15);

  /**
   * The first JobManager of a build writes an archive of its classes, for which it takes seconds.
   */
  private static final Duration STOP = Duration.ofSeconds(30);

  private final DataDirectory data;
  private final URI restUrl;
  private final int slots;
  private final Configuration configuration;
  private final ZooKeeper zooKeeper;
  private final KeptProcess jobManager;
  private final List<KeptProcess> taskManagers = new ArrayList<>();
  private final FlinkRest rest;

  FlinkCluster(
      DataDirectory data,
      Installation installation,
      Path logging,
      StackOptions options,
      int restPort,
      int rpcPort,
      int zooKeeperPort,
      Consumer<String> notices) {
    this.data = data;
    this.restUrl = URI.create("http://127.0.0.1:" + restPort);
    this.rest = new FlinkRest(restUrl);
    this.slots = options.taskManagers() * options.slots();
    this.zooKeeper = new ZooKeeper(data, installation, logging, zooKeeperPort, notices);
    this.configuration = configuration(data, options.slots(), restPort, rpcPort);
    highAvailability(rpcPort).forEach(configuration::setString);
    List<Path> jobs = options.jobsAreLoadedOnce() ? List.of(installation.jobsJar()) : List.of();
    if (options.jobsAreLoadedOnce()) {
      configuration.setString("classloader.resolve-order", "parent-first");
      configuration.setString("pipeline.classpaths", urlOf(installation.jobsJar()));
    }
    options.flink().forEach(configuration::setString);
    this.jobManager =
        new KeptProcess(jobManager(installation, jobs, configuration), data, logging, notices);
    for (int i = 1; i <= options.taskManagers(); i++) {
      taskManagers.add(
          new KeptProcess(
              taskManager(i, installation, jobs, configuration), data, logging, notices));
    }
  }

  /** The REST interface and web UI. */
  public URI restUrl() {
    return restUrl;
  }

  /**
   * Starts all processes and returns when every slot has been offered. A process that ends on the
   * way is started again a few times: on a machine that is busy enough, Flink gives up by itself.
   */
  public void start() {
    clearLeftovers();
    writeConfiguration();
    zooKeeper.start();
    processes().forEach(KeptProcess::start);
    processes().forEach(KeptProcess::keep);
    Waiting.until(
        () -> rest.slots() == slots || endsAgainAndAgain(),
        START,
        "The Flink cluster at %s did not offer its %d slots; the logs in %s say why."
            .formatted(restUrl, slots, data.logs()));
    if (endsAgainAndAgain()) {
      throw StackFailure.unreachable(
          "The Flink cluster did not start; the logs in %s say why.".formatted(data.logs()));
    }
    processes().forEach(KeptProcess::ready);
  }

  /** Cancels what runs, so that sinks flush and close, then ends the processes. */
  public void stop() {
    cancelJobs();
    Together.run(processes().stream().<Runnable>map(process -> () -> process.stop(STOP)).toList());
    zooKeeper.stop();
  }

  Optional<ProcessHandle> jobManager() {
    return jobManager.handle();
  }

  /** The TaskManagers that live now. */
  public List<ProcessHandle> taskManagers() {
    return taskManagers.stream().map(KeptProcess::handle).flatMap(Optional::stream).toList();
  }

  /** The JobManager and the TaskManagers that live now. */
  public List<ProcessHandle> handles() {
    return processes().stream().map(KeptProcess::handle).flatMap(Optional::stream).toList();
  }

  /** The folder of its {@code config.yaml}, which is there once it has been started. */
  public Path conf() {
    return data.flinkConf();
  }

  private List<KeptProcess> processes() {
    List<KeptProcess> all = new ArrayList<>(taskManagers);
    all.add(0, jobManager);
    return all;
  }

  private boolean endsAgainAndAgain() {
    return processes().stream().anyMatch(process -> process.starts() > MOST_STARTS);
  }

  /**
   * What processes that were killed could not remove. Jobs outlive a JobManager but not their
   * stack: a jar that has been built anew since, or ports that have changed, would not suit them.
   */
  private void clearLeftovers() {
    try {
      DataDirectory.deleteAll(data.flinkTemporary());
      DataDirectory.deleteAll(data.flinkHighAvailability());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cancels what runs, and returns when nothing does or it has taken too long. */
  void cancelJobs() {
    if (!jobManager.isAlive()) {
      return;
    }
    try {
      for (String job : rest.runningJobs()) {
        rest.cancel(job);
      }
      Waiting.holdsWithin(this::noJobRuns, CANCEL);
    } catch (IOException e) {
      // A JobManager that does not answer is ended all the same; its jobs end with it.
      return;
    }
  }

  private boolean noJobRuns() {
    try {
      return rest.runningJobs().isEmpty();
    } catch (IOException e) {
      return true;
    }
  }

  private void writeConfiguration() {
    try {
      Files.createDirectories(data.flinkConf());
      Files.write(
          data.flinkConf().resolve("config.yaml"),
          ConfigurationUtils.convertConfigToWritableLines(configuration, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildJvm jobManager(
      Installation installation, List<Path> jobs, Configuration configuration) {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    return new ChildJvm(
        "jobmanager",
        installation.clusterJars(),
        jobs,
        jvmOptions(
            JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
            configuration.get(CoreOptions.FLINK_JM_JVM_OPTIONS)),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        arguments(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
  }

  private ChildJvm taskManager(
      int number, Installation installation, List<Path> jobs, Configuration configuration) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    return new ChildJvm(
        "taskmanager-" + number,
        installation.clusterJars(),
        jobs,
        jvmOptions(
            ProcessMemoryUtils.generateJvmParametersStr(memory),
            configuration.get(CoreOptions.FLINK_TM_JVM_OPTIONS)),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        arguments(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
  }

  private static List<String> jvmOptions(String memory, String further) {
    List<String> options = new ArrayList<>(words(memory));
    options.addAll(words(further));
    options.addAll(Installation.jvmOptions());
    return List.copyOf(options);
  }

  private List<String> arguments(String dynamicConfiguration) {
    List<String> arguments = new ArrayList<>(List.of("--configDir", data.flinkConf().toString()));
    arguments.addAll(words(dynamicConfiguration));
    return List.copyOf(arguments);
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }

  private static Configuration configuration(
      DataDirectory data, int slots, int restPort, int rpcPort) {
    String host = "127.0.0.1";
    Configuration flink = new Configuration();
    Map.ofEntries(
            Map.entry("jobmanager.rpc.address", host),
            Map.entry("jobmanager.rpc.port", Integer.toString(rpcPort)),
            Map.entry("jobmanager.bind-host", host),
            Map.entry("jobmanager.memory.process.size", "1024m"),
            Map.entry("env.java.opts.jobmanager", QUICK_START),
            Map.entry("env.java.opts.taskmanager", G1),
            Map.entry("rest.address", host),
            Map.entry("rest.bind-address", host),
            Map.entry("rest.port", Integer.toString(restPort)),
            Map.entry("rest.bind-port", Integer.toString(restPort)),
            // Jobs come from the command, which builds the job graph itself.
            Map.entry("web.submit.enable", "false"),
            Map.entry("taskmanager.host", host),
            Map.entry("taskmanager.bind-host", host),
            Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(slots)),
            Map.entry("taskmanager.memory.process.size", "1600m"),
            Map.entry("taskmanager.memory.managed.size", "128m"),
            Map.entry("taskmanager.load-balance.mode", "SLOTS"),
            Map.entry("parallelism.default", "2"),
            Map.entry("io.tmp.dirs", data.flinkTemporary().toString()),
            Map.entry("execution.checkpointing.interval", "10 s"),
            // By default state goes to the file system in pieces of 4 KiB, a system call each.
            Map.entry("execution.checkpointing.write-buffer-size", "1048576"),
            Map.entry(
                "execution.checkpointing.dir", flinkPath(data.flink().resolve("checkpoints"))),
            Map.entry(
                "execution.checkpointing.savepoint-dir",
                flinkPath(data.flink().resolve("savepoints"))),
            // A look at the watermark should not be ten seconds old.
            Map.entry("metrics.fetcher.update-interval", "1000"),
            Map.entry("restart-strategy.type", "exponential-delay"),
            Map.entry("restart-strategy.exponential-delay.initial-backoff", "500 ms"),
            Map.entry("restart-strategy.exponential-delay.max-backoff", "10 s"),
            // A dead TaskManager is noticed by the refused connection after two heartbeats; a slow
            // one on a busy machine keeps its thirty seconds.
            Map.entry("heartbeat.interval", "1 s"),
            Map.entry("heartbeat.timeout", "30 s"))
        .forEach(flink::setString);
    return flink;
  }

  /** As Flink reads paths: not as URIs, in which a space would be written otherwise. */
  private static String flinkPath(Path directory) {
    return "file://" + directory;
  }

  private static String urlOf(Path jar) {
    try {
      return jar.toUri().toURL().toString();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> highAvailability(int rpcPort) {
    return Map.of(
        "high-availability.type",
        "zookeeper",
        "high-availability.zookeeper.quorum",
        zooKeeper.quorum(),
        "high-availability.storageDir",
        flinkPath(data.flinkHighAvailability().resolve("storage")),
        "high-availability.jobmanager.port",
        Integer.toString(rpcPort),
        // A new JobManager leads when the session of the dead one has ended.
        "high-availability.zookeeper.client.session-timeout",
        "10 s",
        "high-availability.zookeeper.client.retry-wait",
        "1 s",
        "high-availability.zookeeper.client.connection-timeout",
        "5 s",
        "high-availability.zookeeper.client.max-retry-attempts",
        "20",
        "zookeeper.sasl.disable",
        "true",
        // One whose ZooKeeper is started again leads on, within its session.
        "high-availability.zookeeper.client.tolerate-suspended-connections",
        "true");
  }
}
