package io.portally.flink.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options that SlowClearanceJob has for itself. What it shares with PortMetricsJob is among
 * {@link PortMetricsOptions}: what is read, and by which definitions.
 */
public final class SlowClearanceOptions {

  public static final ConfigOption<String> GROUP_ID =
      key("portally.slow-clearance.group-id")
          .stringType()
          .defaultValue("portally-slow-clearance")
          .withDescription(
              "The consumer group under which SlowClearanceJob commits offsets on checkpoints, for lag monitors.");

  /** Every option of its own. */
  public static final List<ConfigOption<?>> ALL = List.of(GROUP_ID);

  private SlowClearanceOptions() {}
}
