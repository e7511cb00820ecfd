package io.portally.local.command;

import io.portally.local.stack.StackOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that starts a stack. */
final class StackArguments {

  private static final String FREE = " Default: a free one, the same as last time if possible.";

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the Kafka broker." + FREE)
  private int kafkaPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      description = "Port of PostgreSQL." + FREE)
  private int postgresPort;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      description = "Port of Flink's web UI and REST interface." + FREE)
  private int flinkPort;

  StackOptions on(Path data) {
    return StackOptions.in(data).withPorts(kafkaPort, postgresPort, flinkPort);
  }
}
