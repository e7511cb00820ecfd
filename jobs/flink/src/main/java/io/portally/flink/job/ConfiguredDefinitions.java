package io.portally.flink.job;

import io.portally.tally.Definitions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.ReadableConfig;

/** What a job's command line comes to, for whoever prepares its start. */
public final class ConfiguredDefinitions {

  private ConfiguredDefinitions() {}

  /**
   * The options that a job would run with.
   *
   * @param arguments the job's own: {@code [--bounded] [--config FILE] [-D key=value]…}
   * @param cluster the configuration of the cluster that it would be submitted to
   * @throws IllegalConfigurationException naming the argument that is not understood
   */
  public static Configuration options(String[] arguments, ReadableConfig cluster) {
    return JobArguments.parse(arguments).over(cluster);
  }

  /**
   * The definitions among them.
   *
   * @throws IllegalConfigurationException naming the first key that is unknown or wrong
   */
  public static Definitions definitions(Configuration options) {
    KnownKeys.check(options);
    return PortMetricsConfig.definitions(new OptionReader(options));
  }
}
