package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  private static final Map<String, String> STACK =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
          "JDBC_URL", "jdbc:postgresql://127.0.0.1:5432/portally",
          "PGPASSWORD", "the reader's, and no business of the job");

  @Test
  void theStacksAddressesAreTheDefaults() {
    assertThat(JobArguments.of(STACK::get, false, Map.of()))
        .containsExactlyInAnyOrder(
            "-D",
            "portally.kafka.bootstrap-servers=127.0.0.1:9092",
            "-D",
            "portally.jdbc.url=jdbc:postgresql://127.0.0.1:5432/portally");
  }

  @Test
  void whatIsGivenWins() {
    assertThat(
            JobArguments.of(
                STACK::get, true, Map.of("portally.kafka.bootstrap-servers", "elsewhere:1")))
        .startsWith("--bounded")
        .contains("portally.kafka.bootstrap-servers=elsewhere:1")
        .doesNotContain("portally.kafka.bootstrap-servers=127.0.0.1:9092");
  }
}
