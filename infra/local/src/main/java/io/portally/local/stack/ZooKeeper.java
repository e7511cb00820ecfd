package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ZooKeeper that a Flink cluster remembers its jobs in, so that a JobManager that dies comes
 * back to them: the one of Flink's own distribution, a single server on loopback.
 */
final class ZooKeeper {

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** A few jobs with a few checkpoints each: some kilobytes. */
  private static final String HEAP = "-Xmx64m";

  /** In milliseconds; sessions last two of them at least. */
  private static final int TICK = 1_000;

  /** In milliseconds. How long they last is for the cluster's configuration to say. */
  private static final int LONGEST_SESSION = 600_000;

  private final DataDirectory data;
  private final int port;
  private final KeptProcess process;

  ZooKeeper(
      DataDirectory data,
      Installation installation,
      Path logging,
      int port,
      Consumer<String> notices) {
    this.data = data;
    this.port = port;
    ChildJvm child =
        new ChildJvm(
            "zookeeper",
            installation.clusterJars(),
            List.of(),
            List.of(
                HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
            List.of("--zkConfigFile", properties().toString(), "--peerId", "1"));
    this.process = new KeptProcess(child, data, logging, notices);
  }

  String quorum() {
    return "127.0.0.1:" + port;
  }

  /** Starts it and returns when it takes connections. */
  void start() {
    writeProperties();
    process.start();
    process.keep();
    Waiting.until(
        this::listens,
        START,
        "ZooKeeper did not start on port %d; its log %s says why."
            .formatted(port, data.logs().resolve("zookeeper.log")));
  }

  void stop() {
    process.stop(STOP);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private Path properties() {
    return data.flinkConf().resolve("zoo.cfg");
  }

  private void writeProperties() {
    List<String> lines =
        List.of(
            "clientPort=" + port,
            "clientPortAddress=127.0.0.1",
            "dataDir=" + data.zooKeeper(),
            "tickTime=" + TICK,
            "maxSessionTimeout=" + LONGEST_SESSION,
            "admin.enableServer=false");
    try {
      Files.createDirectories(data.flinkConf());
      Files.createDirectories(data.zooKeeper());
      Files.write(properties(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
