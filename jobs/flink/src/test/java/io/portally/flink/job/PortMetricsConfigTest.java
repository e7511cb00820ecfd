package io.portally.flink.job;

import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortMetricsConfigTest {

  private static final String SECRET = "correct-horse-battery-staple";

  @Test
  void theFileAndTwoAddressesAreEnough() {
    PortMetricsConfig config = config();

    assertThat(config.isBounded()).isFalse();
    assertThat(config.boundedAsOf()).isNull();
    assertThat(config.generation()).isNull();
    assertThat(config.idleTimeout()).isNull();
    assertThat(config.heartbeatInterval()).hasSeconds(5);
    assertThat(config.eventTopics())
        .containsExactly("portally.cargo-movements", "portally.clearance-events");
    assertThat(config.combineInterval()).isLessThan(config.refresh().minute());
  }

  @Test
  void aBoundedJobCompletesAsOfItsStartAndSendsNoHeartbeats() {
    PortMetricsConfig config = config("portally.bounded=true");

    assertThat(config.boundedAsOf()).isEqualTo(NINE);
    assertThat(config.heartbeatInterval()).isZero();
  }

  @Test
  void aBoundedJobCompletesAsOfTheOrderedInstant() {
    assertThat(config("portally.bounded=true", "portally.bounded.as-of=" + TEN).boundedAsOf())
        .isEqualTo(TEN);
  }

  @Test
  void anIdleTimeoutTakesThePlaceOfHeartbeats() {
    PortMetricsConfig config =
        config("portally.idle-timeout=10 min", "portally.heartbeat.interval=0");

    assertThat(config.idleTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.heartbeatInterval()).isZero();
  }

  @Test
  void jobsOfTwoGenerationsNeverShareAConsumerGroup() {
    PortMetricsConfig config = config("portally.kafka.group-id=tally");

    assertThat(config.groupOf(1)).isEqualTo("tally");
    assertThat(config.groupOf(2)).isEqualTo("tally-generation-2");
    assertThat(config.groupOf(3)).isEqualTo("tally-generation-3");
  }

  @Test
  void kafkaPropertiesAreHandedOnAsTheyAre() {
    assertThat(config("portally.kafka.properties.security.protocol=SASL_SSL").kafka())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("bootstrap.servers", "broker:9092");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "portally.kafka.bootstrap-servers  | ''         | is not set",
        "portally.fetch.max-records        | 0          | 1 to",
        "portally.fetch.min-size           | 0 b        | 1 byte to",
        "portally.fetch.max-wait           | 0 ms       | 1 ms to",
        "portally.fetch.max-wait           | 1 min      | 1 ms to 10 s",
        "portally.fetch.partition-size     | 4 gb       | 1 byte to",
        "portally.jdbc.url                 | ''         | is not set",
        "portally.jdbc.url                 | jdbc:h2:x  | jdbc:postgresql://host:port/name",
        "portally.jdbc.socket-timeout      | 500 ms     | 1 s to",
        "portally.jdbc.statement-timeout   | 30 s       | less than portally.jdbc.socket-timeout",
        "portally.jdbc.statement-timeout   | 0 s        | 1 ms to",
        "portally.jdbc.patience            | -1 s       | not start with a number",
        "portally.jdbc.flush-interval      | soon       | not start with a number",
        "portally.generation               | 0          | 1 to",
        "portally.generation               | first      | a whole number",
        "portally.zone                     | Shanghai   | IANA",
        "portally.out-of-orderness         | 10 parsecs | milliseconds",
        "portally.out-of-orderness         | 4000 d     | 3650 d",
        "portally.allowed-lateness         | 9223372036854775807 d | overflow",
        "portally.allowed-skew             | 4000 d     | 0 s to 3650 d",
        "portally.margin                   | 1 hour?    | milliseconds",
        "portally.journey.gap              | 0 s        | 1 ms to",
        "portally.journey.max-records      | 0          | 1 to 30000",
        "portally.journey.max-records      | 30001      | 1 to 30000",
        "portally.bounds.record-size       | 0 b        | 1 byte",
        "portally.bounds.record-size       | 3 gb       | 2 gb",
        "portally.bounds.record-size       | large      | not start with a number",
        "portally.bounds.gross-mass-kg     | -1         | 0 or more",
        "portally.bounds.gross-mass-kg     | 1.5        | a whole number",
        "portally.bounds.teu-hundredths    | -1         | 0 to",
        "portally.bounds.value-fen         | -1         | 0 or more",
        "portally.set-aside.max-payload    | 0 b        | 1 byte",
        "portally.heartbeat.interval       | 99 ms      | at least 100 ms",
        "portally.heartbeat.interval       | 1 ns       | at least 100 ms",
        "portally.idle-timeout             | 10 min     | portally.heartbeat.interval",
        "portally.refresh.minute           | 0 ms       | 1 ms to",
        "portally.refresh.hour             | 500 ms     | no less than portally.refresh.minute",
        "portally.refresh.day              | 4 s        | no less than portally.refresh.hour",
        "portally.bounded                  | perhaps    | true or false",
        "portally.bounded.as-of            | 2026-01-31T16:00:00Z | not bounded",
        "execution.checkpointing.mode      | AT_LEAST_ONCE | EXACTLY_ONCE",
        "execution.checkpointing.unaligned.enabled | true | false",
        "execution.checkpointing.timeout   | 5 min      | portally.jdbc.patience",
        "execution.runtime-mode            | BATCH      | STREAMING",
        "execution.checkpointing.interval  | often      | not start with a number",
      })
  void aWrongValueIsRefusedWithItsKeyAndWhatIsWanted(String key, String value, String wanted) {
    assertRefused(() -> config(key + "=" + value)).contains(key, value, wanted);
  }

  @Test
  void aJourneyGapThatWouldPutTwoJourneysIntoOneDayIsRefused() {
    String shortLateness = "portally.allowed-lateness=1 h";

    assertRefused(() -> config(shortLateness, "portally.journey.gap=24 h"))
        .contains("portally.journey.gap", "24 h", "at least 25 h");
    assertThat(config(shortLateness, "portally.journey.gap=25 h").isBounded()).isFalse();
  }

  @Test
  void anInstantThatIsNoneIsRefused() {
    assertRefused(() -> config("portally.bounded=true", "portally.bounded.as-of=yesterday"))
        .contains("portally.bounded.as-of", "yesterday", "2026-01-31T16:00:00Z");
  }

  @Test
  void anIdleTimeoutOfNothingIsRefused() {
    assertRefused(() -> config("portally.heartbeat.interval=0", "portally.idle-timeout=0 s"))
        .contains("portally.idle-timeout", "0 s");
  }

  @Test
  void anUnboundedJobWithoutCheckpointsIsRefused() {
    Configuration bare = new Configuration();
    bare.setString("portally.kafka.bootstrap-servers", "broker:9092");
    bare.setString("portally.jdbc.url", "jdbc:postgresql://db/portally");

    assertRefused(() -> PortMetricsConfig.of(bare, NINE))
        .contains("execution.checkpointing.interval");
    bare.setString("portally.bounded", "true");
    assertThat(PortMetricsConfig.of(bare, NINE).isBounded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "portally.alowed-lateness, portally.allowed-lateness",
    "portally.jdbc.usr, portally.jdbc.user",
    "portally.jdbc.password, portally.jdbc.password-file",
    "portally.refresh.minutes, portally.refresh.minute",
    "portally.kafka.bootstrap.servers, portally.kafka.bootstrap-servers",
  })
  void aMisspeltKeyIsRefusedAndTheNearestOneNamed(String misspelt, String nearest) {
    assertRefused(() -> config(misspelt + "=" + SECRET))
        .contains(misspelt + " is no option", nearest)
        .doesNotContain(SECRET);
  }

  @Test
  void keysOfOthersAreNoneOfOurBusiness() {
    assertThat(config("taskmanager.numberOfTaskSlots=4", "my.own=1").isBounded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "portally.kafka.properties.ssl.truststore.password",
        "portally.kafka.properties.ssl.key.password",
        "portally.kafka.properties.sasl.jaas.config",
      })
  void aSecretOfKafkaInPlainSightIsRefusedAndNotRepeated(String key) {
    assertRefused(() -> config(key + "=" + SECRET)).contains(key).doesNotContain(SECRET);

    String reference = "${file:/run/secrets/kafka.properties:it}";
    assertThat(config(key + "=" + reference).kafka()).containsValue(reference);
  }

  @Test
  void aPasswordInTheAddressOfTheDatabaseIsRefusedAndNotRepeated() {
    assertRefused(() -> config("portally.jdbc.url=jdbc:postgresql://db/p?password=" + SECRET))
        .contains("portally.jdbc.url", "portally.jdbc.password-file")
        .doesNotContain(SECRET);
  }

  @Test
  void halfARegisterIsRefused() {
    assertRefused(() -> config("portally.register.ports=ports.csv"))
        .contains("portally.register.ports", "portally.register.regions", "go together");
  }

  @Test
  void aRegisterThatCannotBeReadIsRefused() {
    assertRefused(
            () ->
                config(
                    "portally.register.ports=no-such-ports.csv",
                    "portally.register.regions=no-such-regions.csv"))
        .contains("portally.register.ports", "no-such");
  }

  /** The bundled file with two addresses and what is set, as at nine. */
  private static PortMetricsConfig config(String... settings) {
    String[] arguments = new String[settings.length + 2];
    arguments[0] = "-Dportally.kafka.bootstrap-servers=broker:9092";
    arguments[1] = "-Dportally.jdbc.url=jdbc:postgresql://db/portally";
    for (int i = 0; i < settings.length; i++) {
      arguments[i + 2] = "-D" + settings[i];
    }
    return PortMetricsConfig.of(JobArguments.parse(arguments).over(new Configuration()), NINE);
  }

  private static AbstractStringAssert<?> assertRefused(ThrowingCallable start) {
    return assertThatThrownBy(start).isInstanceOf(IllegalConfigurationException.class).message();
  }
}
