package io.portally.flink.job;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/** Reads options by type and range. Every refusal names the key, the value and what is wanted. */
record OptionReader(Configuration configuration) {

  /** Far beyond any sense, and far from where milliseconds overflow. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  <T> T get(ConfigOption<T> option) {
    try {
      return configuration.get(option);
    } catch (IllegalArgumentException e) {
      throw unreadable(option, e);
    }
  }

  <T> Optional<T> optional(ConfigOption<T> option) {
    try {
      return configuration.getOptional(option);
    } catch (IllegalArgumentException e) {
      throw unreadable(option, e);
    }
  }

  String required(ConfigOption<String> option) {
    return optional(option)
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new IllegalConfigurationException(
                    "%s is not set: %s".formatted(option.key(), Descriptions.of(option))));
  }

  /** A duration of at least a millisecond. */
  Duration positive(ConfigOption<Duration> option) {
    return atLeast(SHORTEST, option);
  }

  Duration notNegative(ConfigOption<Duration> option) {
    return atLeast(Duration.ZERO, option);
  }

  Duration atLeast(Duration least, ConfigOption<Duration> option) {
    Duration value = get(option);
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw wrong(option, "wanted: %s to %d d".formatted(inWords(least), LONGEST.toDays()));
    }
    return value;
  }

  int between(int least, int most, ConfigOption<Integer> option) {
    int value = get(option);
    if (value < least || value > most) {
      throw wrong(option, "wanted: %d to %d".formatted(least, most));
    }
    return value;
  }

  long notNegativeLong(ConfigOption<Long> option) {
    long value = get(option);
    if (value < 0) {
      throw wrong(option, "wanted: 0 or more");
    }
    return value;
  }

  int bytes(ConfigOption<MemorySize> option) {
    MemorySize value = get(option);
    if (value.getBytes() < 1 || value.getBytes() > Integer.MAX_VALUE) {
      throw wrong(option, "wanted: 1 byte to 2 gb");
    }
    return Math.toIntExact(value.getBytes());
  }

  /** The refusal of an option's value, which it quotes as it was written. */
  IllegalConfigurationException wrong(ConfigOption<?> option, @Nullable String why) {
    String written = configuration.getString(option.key(), String.valueOf(option.defaultValue()));
    return new IllegalConfigurationException(
        "%s is \"%s\"; %s".formatted(option.key(), written, why));
  }

  private IllegalConfigurationException unreadable(
      ConfigOption<?> option, IllegalArgumentException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String why = String.valueOf(cause.getMessage());
    // What Java says of a number that is none helps nobody.
    return wrong(option, why.startsWith("For input string") ? "wanted: a whole number" : why);
  }

  private static String inWords(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
