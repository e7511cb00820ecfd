package io.portally.flink.job;

import static io.portally.flink.job.PortMetricsOptions.*;

import io.portally.flink.operator.Refresh;
import io.portally.flink.sink.DatabaseAccess;
import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterException;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import io.portally.tally.fate.EventTopic;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * What PortMetricsJob is to do: its options, read once and checked. Every refusal names the key and
 * the value.
 *
 * @param generation null: the current one
 * @param idleTimeout null: partitions never go idle, heartbeats keep them moving
 * @param heartbeatInterval zero: none are sent
 * @param boundedAsOf null: the job does not end
 */
record PortMetricsConfig(
    Properties kafka,
    String topicPrefix,
    String groupId,
    DatabaseAccess database,
    Duration flushInterval,
    @Nullable Integer generation,
    Definitions definitions,
    Duration outOfOrderness,
    @Nullable Duration idleTimeout,
    Duration heartbeatInterval,
    Refresh refresh,
    int setAsideBytes,
    @Nullable Instant boundedAsOf) {

  /**
   * Reads and checks all options.
   *
   * @param now the instant of the start: as of it a bounded job completes windows, unless told
   *     otherwise
   * @throws IllegalConfigurationException naming the first key that is missing or wrong
   */
  static PortMetricsConfig of(Configuration configuration, Instant now) {
    Reading reading = new Reading(configuration);
    Properties kafka = reading.propertiesUnder(KAFKA_PROPERTY_PREFIX);
    kafka.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, reading.required(BOOTSTRAP_SERVERS));
    boolean bounded = reading.get(BOUNDED);
    return new PortMetricsConfig(
        kafka,
        reading.get(TOPIC_PREFIX),
        reading.get(GROUP_ID),
        reading.database(),
        reading.positive(JDBC_FLUSH_INTERVAL),
        reading.optional(GENERATION).orElse(null),
        reading.definitions(),
        reading.notNegative(OUT_OF_ORDERNESS),
        reading.optional(IDLE_TIMEOUT).orElse(null),
        bounded ? Duration.ZERO : reading.notNegative(HEARTBEAT_INTERVAL),
        new Refresh(
            reading.positive(REFRESH_MINUTE),
            reading.positive(REFRESH_HOUR),
            reading.positive(REFRESH_DAY)),
        reading.bytes(SET_ASIDE_MAX_PAYLOAD),
        bounded ? reading.asOf(now) : null);
  }

  boolean isBounded() {
    return boundedAsOf != null;
  }

  /** The event topics by their full names. */
  List<String> eventTopics() {
    return Stream.of(EventTopic.values()).map(topic -> topicPrefix + topic.suffix()).toList();
  }

  /**
   * How long contributions are combined: short beside the refresh, so that it stays what it says.
   */
  Duration combineInterval() {
    return refresh.minute().dividedBy(4);
  }

  /** Reads options and knows how to refuse them. */
  private record Reading(Configuration configuration) {

    <T> T get(ConfigOption<T> option) {
      try {
        return configuration.get(option);
      } catch (IllegalArgumentException e) {
        throw wrong(option, configuration.getString(option.key(), ""), e.getMessage());
      }
    }

    <T> Optional<T> optional(ConfigOption<T> option) {
      try {
        return configuration.getOptional(option);
      } catch (IllegalArgumentException e) {
        throw wrong(option, configuration.getString(option.key(), ""), e.getMessage());
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

    Duration positive(ConfigOption<Duration> option) {
      Duration value = get(option);
      if (value.toMillis() <= 0) {
        throw wrong(option, value, "wanted: more than 0");
      }
      return value;
    }

    Duration notNegative(ConfigOption<Duration> option) {
      Duration value = get(option);
      if (value.isNegative()) {
        throw wrong(option, value, "wanted: 0 or more");
      }
      return value;
    }

    int atLeastOne(ConfigOption<Integer> option, int most) {
      int value = get(option);
      if (value < 1 || value > most) {
        throw wrong(option, value, "wanted: 1 to " + most);
      }
      return value;
    }

    long notNegativeLong(ConfigOption<Long> option) {
      long value = get(option);
      if (value < 0) {
        throw wrong(option, value, "wanted: 0 or more");
      }
      return value;
    }

    int bytes(ConfigOption<MemorySize> option) {
      MemorySize value = get(option);
      if (value.getBytes() < 1 || value.getBytes() > Integer.MAX_VALUE) {
        throw wrong(option, value, "wanted: 1 byte to 2 GiB");
      }
      return Math.toIntExact(value.getBytes());
    }

    DatabaseAccess database() {
      String url = required(JDBC_URL);
      if (!url.startsWith("jdbc:postgresql:")) {
        throw wrong(JDBC_URL, url, "wanted: jdbc:postgresql://host:port/name");
      }
      return new DatabaseAccess(
          url,
          get(JDBC_USER),
          optional(JDBC_PASSWORD_FILE).orElse(null),
          positive(JDBC_SOCKET_TIMEOUT),
          positive(JDBC_STATEMENT_TIMEOUT),
          positive(JDBC_PATIENCE));
    }

    Definitions definitions() {
      // What is remembered is counted in 16 bits.
      int mostRecords = atLeastOne(JOURNEY_MAX_RECORDS, 30_000);
      Bounds bounds =
          new Bounds(
              bytes(MAX_RECORD_SIZE),
              notNegativeLong(MAX_GROSS_MASS_KG),
              atLeastOne(MAX_TEU_HUNDREDTHS, Integer.MAX_VALUE),
              notNegativeLong(MAX_VALUE_FEN),
              notNegative(ALLOWED_SKEW),
              notNegative(ALLOWED_LATENESS));
      return new Definitions(
          register(), zone(), bounds, notNegative(MARGIN), positive(JOURNEY_GAP), mostRecords);
    }

    private Register register() {
      Optional<String> ports = optional(REGISTER_PORTS);
      Optional<String> regions = optional(REGISTER_REGIONS);
      if (ports.isPresent() != regions.isPresent()) {
        throw new IllegalConfigurationException(
            "%s and %s go together: set both or none"
                .formatted(REGISTER_PORTS.key(), REGISTER_REGIONS.key()));
      }
      if (ports.isEmpty() || regions.isEmpty()) {
        return RegisterReader.bundled();
      }
      try {
        return RegisterReader.read(Path.of(ports.get()), Path.of(regions.get()));
      } catch (RegisterException e) {
        throw wrong(REGISTER_PORTS, ports.get(), e.getMessage());
      }
    }

    private ZoneId zone() {
      String zone = get(ZONE);
      try {
        return ZoneId.of(zone);
      } catch (DateTimeException e) {
        throw wrong(ZONE, zone, "wanted: a zone of the IANA database, such as Asia/Shanghai");
      }
    }

    Instant asOf(Instant now) {
      String asOf = optional(BOUNDED_AS_OF).orElse(null);
      if (asOf == null) {
        return now;
      }
      try {
        return Instant.parse(asOf);
      } catch (DateTimeParseException e) {
        throw wrong(BOUNDED_AS_OF, asOf, "wanted: an instant such as 2026-01-31T16:00:00Z");
      }
    }

    Properties propertiesUnder(String prefix) {
      Properties properties = new Properties();
      configuration
          .toMap()
          .forEach(
              (key, value) -> {
                if (key.startsWith(prefix)) {
                  properties.setProperty(key.substring(prefix.length()), value);
                }
              });
      return properties;
    }

    private static IllegalConfigurationException wrong(
        ConfigOption<?> option, Object value, @Nullable String why) {
      return new IllegalConfigurationException(
          "%s is \"%s\"; %s".formatted(option.key(), value, why));
    }
  }
}
