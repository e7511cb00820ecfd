package io.portally.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class FetchTest {

  private final Fetch live = Fetch.of(new OptionReader(new Configuration()));

  @Test
  void theBrokerWaitsForNoMoreThanFiftyMilliseconds() {
    assertThat(live.maxWait()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void theConsumerGetsAllOfIt() {
    Properties properties = new Properties();

    live.addTo(properties);

    assertThat(properties)
        .containsEntry("max.poll.records", "5000")
        .containsEntry("fetch.min.bytes", "65536")
        .containsEntry("fetch.max.wait.ms", "50")
        .containsEntry("max.partition.fetch.bytes", "4194304")
        .hasSize(4);
  }

  @Test
  void whatIsGivenUnderKafkasOwnNameIsKept() {
    Properties properties = new Properties();
    properties.setProperty("fetch.min.bytes", "1");

    live.addTo(properties);

    assertThat(properties).containsEntry("fetch.min.bytes", "1").hasSize(4);
  }
}
