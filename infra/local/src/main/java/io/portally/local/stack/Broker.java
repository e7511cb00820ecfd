package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;

/** A Kafka broker in a JVM of its own: broker and controller in one, storage formatted once. */
final class Broker {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final String HEAP = "-Xmx512m";

  private final DataDirectory data;
  private final int port;
  private final int controllerPort;
  private final Installation installation;
  private final Path logging;
  private final KeptProcess process;

  Broker(
      DataDirectory data,
      Installation installation,
      Path logging,
      int port,
      int controllerPort,
      Consumer<String> notices) {
    this.data = data;
    this.installation = installation;
    this.logging = logging;
    this.port = port;
    this.controllerPort = controllerPort;
    ChildJvm child =
        new ChildJvm(
            "broker",
            installation.brokerJars(),
            List.of(),
            List.of(HEAP, "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"),
            "kafka.Kafka",
            List.of(properties().toString()));
    this.process = new KeptProcess(child, data, logging, notices);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Starts it and returns when it answers, has its topics, and takes records for all it holds. */
  void start() {
    writeProperties();
    data.makeOnce(storage(), this::format);
    process.start();
    awaitAnswer();
    process.keep();
    process.ready();
  }

  void stop() {
    process.stop(STOP);
  }

  Optional<ProcessHandle> handle() {
    return process.handle();
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + START.toNanos();
    try (Admin admin = admin()) {
      while (!answers(admin)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw StackFailure.unreachable(
              "The broker did not start on port %d; its log %s says why."
                  .formatted(port, data.logs().resolve("broker.log")));
        }
      }
      createTopics(admin);
      awaitLeaders(admin);
    }
  }

  private void awaitLeaders(Admin admin) {
    try {
      Leaders.await(admin);
    } catch (ExecutionException e) {
      throw StackFailure.unreachable(
          "The broker on port %d does not lead all of its partitions: %s"
              .formatted(port, e.getCause() == null ? e : e.getCause()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
            "50",
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            "200"));
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static void createTopics(Admin admin) {
    Map<String, KafkaFuture<Void>> creations = admin.createTopics(Topics.all()).values();
    for (NewTopic topic : Topics.all()) {
      try {
        Objects.requireNonNull(creations.get(topic.name())).get(30, TimeUnit.SECONDS);
        Leaders.await(admin, List.of(topic));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw notCreated(topic.name(), e.getCause() == null ? e : e.getCause());
        }
      } catch (TimeoutException e) {
        throw notCreated(topic.name(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException(e);
      }
    }
  }

  private static StackFailure notCreated(String topic, Throwable cause) {
    return StackFailure.unreachable(
        "Topic %s could not be created: %s".formatted(topic, cause.getMessage()), cause);
  }

  private Path properties() {
    return data.kafka().resolve("server.properties");
  }

  private Path storage() {
    return data.kafka().resolve("data");
  }

  private void writeProperties() {
    String listener = "PLAINTEXT://127.0.0.1:" + port;
    String controller = "127.0.0.1:" + controllerPort;
    List<String> lines =
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@" + controller,
            "controller.listener.names=CONTROLLER",
            "listeners=" + listener + ",CONTROLLER://" + controller,
            "advertised.listeners=" + listener,
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs=" + storage(),
            "auto.create.topics.enable=false",
            "num.partitions=8",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=4",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "transaction.state.log.num.partitions=4",
            "share.coordinator.state.topic.replication.factor=1",
            "share.coordinator.state.topic.min.isr=1",
            "group.initial.rebalance.delay.ms=0",
            // A group that has not been read for long is still a job's place in the log.
            "offsets.retention.minutes=525600",
            "log.message.timestamp.after.max.ms=3600000");
    try {
      Files.write(properties(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void format() {
    List<String> arguments = new ArrayList<>(List.of("format", "--config"));
    arguments.add(properties().toString());
    arguments.add("--cluster-id");
    arguments.add(Uuid.randomUuid().toString());
    ChildJvm formatter =
        new ChildJvm(
            "broker-format",
            installation.brokerJars(),
            List.of(),
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            "kafka.tools.StorageTool",
            arguments);
    Process formatting = formatter.start(data, logging);
    if (!Processes.awaitEnd(formatting.toHandle(), START)) {
      Processes.end(formatting.toHandle(), Duration.ZERO);
    }
    // The handle may know of the end a moment before the process does.
    if (formatting.onExit().join().exitValue() != 0) {
      throw StackFailure.configuration(
          "The broker's storage in %s could not be formatted; %s says why."
              .formatted(data.kafka(), data.logs().resolve("broker-format.out")));
    }
  }
}
