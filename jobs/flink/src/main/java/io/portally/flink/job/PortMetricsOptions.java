package io.portally.flink.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** The options of PortMetricsJob, all under {@code portally.}. The annotated file says more. */
public final class PortMetricsOptions {

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("portally.kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers to begin with: host:port, separated by commas.");

  public static final ConfigOption<String> TOPIC_PREFIX =
      key("portally.topic-prefix")
          .stringType()
          .defaultValue("portally.")
          .withDescription("What the names of all topics begin with.");

  public static final ConfigOption<String> GROUP_ID =
      key("portally.kafka.group-id")
          .stringType()
          .defaultValue("portally-port-metrics")
          .withDescription(
              "The consumer group under which offsets are committed on checkpoints, for lag monitors; the job of a generation above 1 adds -generation-NUMBER.");

  public static final ConfigOption<Integer> FETCH_MAX_RECORDS =
      key("portally.fetch.max-records")
          .intType()
          .defaultValue(5_000)
          .withDescription("How many records a consumer hands to the job at once, at most.");

  public static final ConfigOption<MemorySize> FETCH_MIN_SIZE =
      key("portally.fetch.min-size")
          .memoryType()
          .defaultValue(MemorySize.parse("64 kb"))
          .withDescription("How much a broker waits for before it answers a fetch.");

  public static final ConfigOption<Duration> FETCH_MAX_WAIT =
      key("portally.fetch.max-wait")
          .durationType()
          .defaultValue(Duration.ofMillis(50))
          .withDescription("For how long it waits at most.");

  public static final ConfigOption<MemorySize> FETCH_PARTITION_SIZE =
      key("portally.fetch.partition-size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(4))
          .withDescription("How much of one partition is fetched at once, at most.");

  public static final ConfigOption<String> JDBC_URL =
      key("portally.jdbc.url")
          .stringType()
          .noDefaultValue()
          .withDescription("The database: jdbc:postgresql://host:port/name.");

  public static final ConfigOption<String> JDBC_USER =
      key("portally.jdbc.user")
          .stringType()
          .defaultValue("portally_writer")
          .withDescription("The role that writes.");

  public static final ConfigOption<String> JDBC_PASSWORD_FILE =
      key("portally.jdbc.password-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A file on the TaskManagers whose first line is the password; without it the environment variable PORTALLY_JDBC_PASSWORD counts.");

  public static final ConfigOption<Duration> JDBC_SOCKET_TIMEOUT =
      key("portally.jdbc.socket-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("After which a silent database counts as lost.");

  public static final ConfigOption<Duration> JDBC_STATEMENT_TIMEOUT =
      key("portally.jdbc.statement-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(20))
          .withDescription("After which the database gives a statement up.");

  public static final ConfigOption<Duration> JDBC_PATIENCE =
      key("portally.jdbc.patience")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("For how long a lost database is waited for before the job fails.");

  public static final ConfigOption<Duration> JDBC_FLUSH_INTERVAL =
      key("portally.jdbc.flush-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription("For how long a row is held back at most, to make batches.");

  public static final ConfigOption<Integer> GENERATION =
      key("portally.generation")
          .intType()
          .noDefaultValue()
          .withDescription("The generation that is written; without it the current one.");

  public static final ConfigOption<String> REGISTER_PORTS =
      key("portally.register.ports")
          .stringType()
          .noDefaultValue()
          .withDescription("A port register of your own (CSV); without it the bundled one.");

  public static final ConfigOption<String> REGISTER_REGIONS =
      key("portally.register.regions")
          .stringType()
          .noDefaultValue()
          .withDescription("The regions and nations of a register of your own (CSV).");

  public static final ConfigOption<String> ZONE =
      key("portally.zone")
          .stringType()
          .defaultValue("Asia/Shanghai")
          .withDescription("The time zone whose hours and days count.");

  public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
      key("portally.out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("How far the watermark stays behind the newest event of a partition.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      key("portally.allowed-lateness")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "How long after it happened an event may be published and still counts.");

  public static final ConfigOption<Duration> ALLOWED_SKEW =
      key("portally.allowed-skew")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("How far an event time may lie after the record timestamp.");

  public static final ConfigOption<Duration> MARGIN =
      key("portally.margin")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How far record timestamps may run out of order without meeting a closed window.");

  public static final ConfigOption<Duration> JOURNEY_GAP =
      key("portally.journey.gap")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "The silence after which a consignment's next record begins another journey.");

  public static final ConfigOption<Integer> JOURNEY_MAX_RECORDS =
      key("portally.journey.max-records")
          .intType()
          .defaultValue(2_000)
          .withDescription("How many records of one consignment and topic are remembered at most.");

  public static final ConfigOption<MemorySize> MAX_RECORD_SIZE =
      key("portally.bounds.record-size")
          .memoryType()
          .defaultValue(MemorySize.parse("64 kb"))
          .withDescription("The largest record that is read.");

  public static final ConfigOption<Long> MAX_GROSS_MASS_KG =
      key("portally.bounds.gross-mass-kg")
          .longType()
          .defaultValue(1_000_000_000L)
          .withDescription("The largest gross mass that is believed, in kilograms.");

  public static final ConfigOption<Integer> MAX_TEU_HUNDREDTHS =
      key("portally.bounds.teu-hundredths")
          .intType()
          .defaultValue(2_500_000)
          .withDescription("The largest box count that is believed, in hundredths of a TEU.");

  public static final ConfigOption<Long> MAX_VALUE_FEN =
      key("portally.bounds.value-fen")
          .longType()
          .defaultValue(1_000_000_000_000_000L)
          .withDescription("The largest value that is believed, in fen (hundredths of a yuan).");

  public static final ConfigOption<MemorySize> SET_ASIDE_MAX_PAYLOAD =
      key("portally.set-aside.max-payload")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription("How much of a dead letter's or late event's value is kept.");

  public static final ConfigOption<Duration> HEARTBEAT_INTERVAL =
      key("portally.heartbeat.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How often the job appends a heartbeat to every partition; 0 for never.");

  public static final ConfigOption<Duration> IDLE_TIMEOUT =
      key("portally.idle-timeout")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "Where no heartbeats may be written: the silence after which a partition no longer holds the watermark back.");

  public static final ConfigOption<Duration> REFRESH_MINUTE =
      key("portally.refresh.minute")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("How often the changing row of a minute is sent.");

  public static final ConfigOption<Duration> REFRESH_HOUR =
      key("portally.refresh.hour")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How often the changing row of an hour is sent.");

  public static final ConfigOption<Duration> REFRESH_DAY =
      key("portally.refresh.day")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription("How often the changing row of a day is sent.");

  public static final ConfigOption<Boolean> BOUNDED =
      key("portally.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription("Read what the topics hold now, complete what has ended, and end.");

  public static final ConfigOption<String> BOUNDED_AS_OF =
      key("portally.bounded.as-of")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Bounded: windows that end no later than this instant (ISO 8601) are complete; without it the start.");

  /** Whatever follows is handed to the Kafka clients, such as {@code security.protocol}. */
  public static final String KAFKA_PROPERTY_PREFIX = "portally.kafka.properties.";

  /** Every option of the job. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          TOPIC_PREFIX,
          GROUP_ID,
          FETCH_MAX_RECORDS,
          FETCH_MIN_SIZE,
          FETCH_MAX_WAIT,
          FETCH_PARTITION_SIZE,
          JDBC_URL,
          JDBC_USER,
          JDBC_PASSWORD_FILE,
          JDBC_SOCKET_TIMEOUT,
          JDBC_STATEMENT_TIMEOUT,
          JDBC_PATIENCE,
          JDBC_FLUSH_INTERVAL,
          GENERATION,
          REGISTER_PORTS,
          REGISTER_REGIONS,
          ZONE,
          OUT_OF_ORDERNESS,
          ALLOWED_LATENESS,
          ALLOWED_SKEW,
          MARGIN,
          JOURNEY_GAP,
          JOURNEY_MAX_RECORDS,
          MAX_RECORD_SIZE,
          MAX_GROSS_MASS_KG,
          MAX_TEU_HUNDREDTHS,
          MAX_VALUE_FEN,
          SET_ASIDE_MAX_PAYLOAD,
          HEARTBEAT_INTERVAL,
          IDLE_TIMEOUT,
          REFRESH_MINUTE,
          REFRESH_HOUR,
          REFRESH_DAY,
          BOUNDED,
          BOUNDED_AS_OF);

  private PortMetricsOptions() {}
}
