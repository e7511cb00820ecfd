package io.portally.flink.job;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;

/** A misspelt key would silently leave its default in force, so it stops the start. */
final class KnownKeys {

  private static final String PREFIX = "portally.";

  private KnownKeys() {}

  /**
   * Refuses a key of ours that is no option.
   *
   * @throws IllegalConfigurationException naming the key and the one that is spelt most like it,
   *     never the value, which may be a secret
   */
  static void check(Configuration configuration) {
    List<String> known =
        Stream.of(PortMetricsOptions.ALL, SlowClearanceOptions.ALL)
            .flatMap(List::stream)
            .map(ConfigOption::key)
            .toList();
    for (String key : new TreeSet<>(configuration.keySet())) {
      if (key.startsWith(PREFIX)
          && !key.startsWith(PortMetricsOptions.KAFKA_PROPERTY_PREFIX)
          && !known.contains(key)) {
        throw new IllegalConfigurationException(
            "%s is no option of a job; the nearest one is %s".formatted(key, nearest(key, known)));
      }
    }
  }

  private static String nearest(String key, List<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream().min(comparing(candidate -> distance.apply(key, candidate))).orElseThrow();
  }
}
