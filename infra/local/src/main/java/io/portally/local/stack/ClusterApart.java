package io.portally.local.stack;

import java.util.function.Consumer;

/**
 * A Flink cluster on a data directory of its own, with no broker and no database there: for jobs
 * that share no process with those of a stack. Nothing of it runs until it is started, and nothing
 * any more when this is closed.
 */
public final class ClusterApart implements AutoCloseable {

  private final DataDirectory data;
  private final FlinkCluster cluster;

  private ClusterApart(DataDirectory data, FlinkCluster cluster) {
    this.data = data;
    this.cluster = cluster;
  }

  /**
   * Takes the data directory.
   *
   * @param notices takes a sentence whenever a process ended by itself and is started again
   * @throws StackFailure where the directory cannot be had
   */
  public static ClusterApart open(StackOptions options, Consumer<String> notices) {
    DataDirectory data = DataDirectory.open(options.data(), options.freeBytesNeeded());
    try (Ports ports = new Ports(data.ports())) {
      FlinkCluster cluster =
          new FlinkCluster(
              data,
              Installation.find(),
              EmbeddedStack.writeLogging(data),
              options,
              ports.given("flink", "--flink-port", options.flinkPort()),
              ports.free("flink-rpc"),
              ports.free("zookeeper"),
              notices);
      ports.save();
      return new ClusterApart(data, cluster);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  public FlinkCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    try {
      cluster.stop();
    } finally {
      data.close();
    }
  }
}
