package io.portally.local.stack;

import java.nio.file.Path;

/** The stack's broker with its topics, for tests to which nothing else of a stack is of use. */
public final class BrokerAlone implements AutoCloseable {

  private final DataDirectory data;
  private final Broker broker;

  private BrokerAlone(DataDirectory data, Broker broker) {
    this.data = data;
    this.broker = broker;
  }

  /** Returns when it answers. */
  public static BrokerAlone start(Path directory) {
    DataDirectory data = DataDirectory.open(directory, 0);
    try (Ports ports = new Ports(data.ports())) {
      Broker broker =
          new Broker(
              data,
              Installation.find(),
              EmbeddedStack.writeLogging(data),
              ports.free("kafka"),
              ports.free("kafka-controller"),
              notice -> {});
      BrokerAlone alone = new BrokerAlone(data, broker);
      alone.startOrClose();
      return alone;
    }
  }

  private void startOrClose() {
    try {
      broker.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** {@code host:port} of it. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() {
    broker.stop();
    data.close();
  }
}
