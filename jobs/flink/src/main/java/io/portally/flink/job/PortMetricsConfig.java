package io.portally.flink.job;

import static io.portally.flink.job.PortMetricsOptions.*;

import io.portally.flink.operator.Refresh;
import io.portally.flink.sink.DatabaseAccess;
import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterException;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
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
    Fetch fetch,
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

  /** What is remembered of a consignment is counted in 16 bits, for two topics. */
  private static final int MOST_REMEMBERED = 30_000;

  /** On which clocks are set back by an hour. */
  private static final Duration LONGEST_DAY = Duration.ofHours(25);

  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);

  /**
   * Reads and checks all options.
   *
   * @param now the instant of the start: as of it a bounded job completes windows, unless told
   *     otherwise
   * @throws IllegalConfigurationException naming the first key that is missing or wrong
   */
  static PortMetricsConfig of(Configuration configuration, Instant now) {
    KnownKeys.check(configuration);
    OptionReader options = new OptionReader(configuration);
    boolean bounded = options.get(BOUNDED);
    Duration heartbeatInterval = bounded ? Duration.ZERO : heartbeatInterval(options);
    DatabaseAccess database = database(options);
    EngineRules.check(options, bounded, database.patience());
    return new PortMetricsConfig(
        kafka(options),
        options.get(TOPIC_PREFIX),
        options.get(GROUP_ID),
        Fetch.of(options),
        database,
        options.positive(JDBC_FLUSH_INTERVAL),
        generation(options),
        definitions(options),
        options.notNegative(OUT_OF_ORDERNESS),
        idleTimeout(options, heartbeatInterval),
        heartbeatInterval,
        refresh(options),
        options.bytes(SET_ASIDE_MAX_PAYLOAD),
        boundedAsOf(options, bounded, now));
  }

  boolean isBounded() {
    return boundedAsOf != null;
  }

  /**
   * The consumer group of the job that writes a generation, so that jobs side by side do not commit
   * over each other.
   */
  String groupOf(int generation) {
    return generation > 1 ? "%s-generation-%d".formatted(groupId, generation) : groupId;
  }

  /** All topics that the job reads or writes, by their full names. */
  List<String> allTopics() {
    return Stream.concat(
            eventTopics().stream(),
            Stream.of(PortMetricsJob.DEAD_LETTERS, PortMetricsJob.LATE_EVENTS)
                .map(topic -> topicPrefix + topic))
        .toList();
  }

  /** The event topics by their full names. */
  List<String> eventTopics() {
    return input().topics();
  }

  /** What is read, and how. */
  EventInput input() {
    return new EventInput(
        kafka,
        topicPrefix,
        fetch,
        definitions,
        outOfOrderness,
        idleTimeout,
        heartbeatInterval,
        isBounded());
  }

  /**
   * How long contributions are combined: short beside the refresh, so that it stays what it says,
   * and longer where there is none.
   */
  Duration combineInterval() {
    return isBounded() ? refresh.minute() : refresh.minute().dividedBy(4);
  }

  /** What all Kafka clients are given. */
  static Properties kafka(OptionReader options) {
    Properties properties = new Properties();
    options
        .configuration()
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(KAFKA_PROPERTY_PREFIX)) {
                String name = key.substring(KAFKA_PROPERTY_PREFIX.length());
                refuseSecret(key, name, value);
                properties.setProperty(name, value);
              }
            });
    properties.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.required(BOOTSTRAP_SERVERS));
    return properties;
  }

  /** Whatever Kafka itself takes for a secret must be a reference, which its clients resolve. */
  private static void refuseSecret(String key, String name, String value) {
    ConfigDef.ConfigKey kafkaKey = ConsumerConfig.configDef().configKeys().get(name);
    boolean secret = kafkaKey != null && kafkaKey.type == ConfigDef.Type.PASSWORD;
    if (secret && !value.contains("${")) {
      throw new IllegalConfigurationException(
          "%s holds a secret, which would travel in the job graph: write a reference for a config provider of Kafka instead, such as ${file:/run/secrets/kafka.properties:password}"
              .formatted(key));
    }
  }

  private static DatabaseAccess database(OptionReader options) {
    String url = options.required(JDBC_URL);
    if (url.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new IllegalConfigurationException(
          "%s holds a password, which would travel in the job graph: leave it out, and set %s"
              .formatted(JDBC_URL.key(), JDBC_PASSWORD_FILE.key()));
    }
    if (url.contains("@")) {
      throw new IllegalConfigurationException(
          "%s holds a user before an @: leave it out, and set %s and %s"
              .formatted(JDBC_URL.key(), JDBC_USER.key(), JDBC_PASSWORD_FILE.key()));
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw options.wrong(JDBC_URL, "wanted: jdbc:postgresql://host:port/name");
    }
    // The driver counts in seconds, and 0 of them would be for ever.
    Duration socketTimeout = options.atLeast(Duration.ofSeconds(1), JDBC_SOCKET_TIMEOUT);
    Duration statementTimeout = options.positive(JDBC_STATEMENT_TIMEOUT);
    if (statementTimeout.compareTo(socketTimeout) >= 0) {
      throw options.wrong(
          JDBC_STATEMENT_TIMEOUT,
          "wanted: less than %s, so that the database gives a statement up before the job does"
              .formatted(JDBC_SOCKET_TIMEOUT.key()));
    }
    return new DatabaseAccess(
        url,
        options.get(JDBC_USER),
        options.optional(JDBC_PASSWORD_FILE).orElse(null),
        socketTimeout,
        statementTimeout,
        options.atLeast(Duration.ofSeconds(1), JDBC_PATIENCE));
  }

  private static @Nullable Integer generation(OptionReader options) {
    return options.optional(GENERATION).isEmpty()
        ? null
        : options.between(1, Integer.MAX_VALUE, GENERATION);
  }

  /** The options that decide figures; the others are not looked at. */
  static Definitions definitions(OptionReader options) {
    Bounds bounds =
        new Bounds(
            options.bytes(MAX_RECORD_SIZE),
            options.notNegativeLong(MAX_GROSS_MASS_KG),
            options.between(0, Integer.MAX_VALUE, MAX_TEU_HUNDREDTHS),
            options.notNegativeLong(MAX_VALUE_FEN),
            options.notNegative(ALLOWED_SKEW),
            options.notNegative(ALLOWED_LATENESS));
    return new Definitions(
        register(options),
        zone(options),
        bounds,
        options.notNegative(MARGIN),
        journeyGap(options, bounds),
        options.between(1, MOST_REMEMBERED, JOURNEY_MAX_RECORDS));
  }

  /** A journey that ended before the last correction of its events could come would miss it. */
  private static Duration journeyGap(OptionReader options, Bounds bounds) {
    Duration gap = options.positive(JOURNEY_GAP);
    if (gap.compareTo(bounds.allowedLateness().plus(bounds.allowedSkew())) <= 0) {
      throw options.wrong(
          JOURNEY_GAP,
          "wanted: more than %s and %s together, so that no correction outlives its event"
              .formatted(ALLOWED_LATENESS.key(), ALLOWED_SKEW.key()));
    }
    if (gap.compareTo(LONGEST_DAY) < 0) {
      throw options.wrong(
          JOURNEY_GAP, "wanted: at least 25 h, the longest day, so that no row holds two journeys");
    }
    return gap;
  }

  private static Register register(OptionReader options) {
    Optional<String> ports = options.optional(REGISTER_PORTS);
    Optional<String> regions = options.optional(REGISTER_REGIONS);
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
      throw options.wrong(REGISTER_PORTS, e.getMessage());
    }
  }

  private static ZoneId zone(OptionReader options) {
    try {
      return ZoneId.of(options.get(ZONE));
    } catch (DateTimeException e) {
      throw options.wrong(ZONE, "wanted: a zone of the IANA database, such as Asia/Shanghai");
    }
  }

  static Duration heartbeatInterval(OptionReader options) {
    Duration interval = options.notNegative(HEARTBEAT_INTERVAL);
    if (!interval.isZero() && interval.compareTo(SHORTEST_HEARTBEAT) < 0) {
      throw options.wrong(
          HEARTBEAT_INTERVAL,
          "wanted: 0 for none, or at least %d ms".formatted(SHORTEST_HEARTBEAT.toMillis()));
    }
    return interval;
  }

  static @Nullable Duration idleTimeout(OptionReader options, Duration heartbeatInterval) {
    if (options.optional(IDLE_TIMEOUT).isEmpty()) {
      return null;
    }
    Duration timeout = options.positive(IDLE_TIMEOUT);
    if (!heartbeatInterval.isZero()) {
      throw options.wrong(
          IDLE_TIMEOUT,
          "wanted: unset while heartbeats tell silence from an outage; set %s to 0 where no heartbeats may be written"
              .formatted(HEARTBEAT_INTERVAL.key()));
    }
    return timeout;
  }

  private static Refresh refresh(OptionReader options) {
    Refresh refresh =
        new Refresh(
            options.positive(REFRESH_MINUTE),
            options.positive(REFRESH_HOUR),
            options.positive(REFRESH_DAY));
    requireNotShorter(options, REFRESH_HOUR, REFRESH_MINUTE);
    requireNotShorter(options, REFRESH_DAY, REFRESH_HOUR);
    return refresh;
  }

  /** Contributions are held for a part of the shortest refresh, so the shortest is the minute's. */
  private static void requireNotShorter(
      OptionReader options, ConfigOption<Duration> longer, ConfigOption<Duration> shorter) {
    if (options.get(longer).compareTo(options.get(shorter)) < 0) {
      throw options.wrong(
          longer,
          "wanted: no less than %s, which is %s"
              .formatted(shorter.key(), TimeUtils.formatWithHighestUnit(options.get(shorter))));
    }
  }

  private static @Nullable Instant boundedAsOf(OptionReader options, boolean bounded, Instant now) {
    Instant ordered = orderedAsOf(options, bounded);
    return bounded && ordered == null ? now : ordered;
  }

  /** Null where none is ordered. */
  static @Nullable Instant orderedAsOf(OptionReader options, boolean bounded) {
    String asOf = options.optional(BOUNDED_AS_OF).orElse(null);
    if (asOf == null) {
      return null;
    }
    if (!bounded) {
      throw options.wrong(
          BOUNDED_AS_OF,
          "wanted: unset, as the job is not bounded; add --bounded, or leave it out");
    }
    try {
      return Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw options.wrong(BOUNDED_AS_OF, "wanted: an instant such as 2026-01-31T16:00:00Z");
    }
  }
}
