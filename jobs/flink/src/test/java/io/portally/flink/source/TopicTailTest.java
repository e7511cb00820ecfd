package io.portally.flink.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicTailTest {

  private static final int ANY = 0;

  @Test
  void aBrokerThatSaysNothingIsNotWaitedForForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(ANY, 1, InetAddress.getLoopbackAddress())) {
      String server = "127.0.0.1:" + silent.getLocalPort();
      Properties kafka = new Properties();
      kafka.put("bootstrap.servers", server);
      TopicTail alerts = new TopicTail(kafka, "alerts", Duration.ofMillis(200));

      assertThatThrownBy(() -> alerts.readSince(0, record -> {}))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContainingAll("alerts", server, "PT0.2S");
      assertThatThrownBy(() -> alerts.readFrom(Map.of(), record -> {}))
          .isInstanceOf(TimeoutException.class);
    }
  }
}
