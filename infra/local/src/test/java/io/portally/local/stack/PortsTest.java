package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  private Path file;

  @BeforeEach
  void inADirectory(@TempDir Path temp) {
    file = temp.resolve("ports.properties");
  }

  @Test
  void aPortThatIsTakenIsRefusedByNumberAndOption() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> new Ports(file).given("kafka", "--kafka-port", other.getLocalPort()))
          .isInstanceOf(StackFailure.class)
          .hasMessage(
              "Port %d is taken; give --kafka-port another one, or leave it out for a free one.",
              other.getLocalPort());
    }
  }

  @Test
  void onePortCannotBeGivenTwice() {
    Ports ports = new Ports(file);
    int port = new Ports(file).free("any");
    ports.given("kafka", "--kafka-port", port);
    assertThatThrownBy(() -> ports.given("flink", "--flink-port", port))
        .hasMessageContaining("--flink-port");
  }

  @Test
  void aFreePortIsTheSameNextTime() {
    Ports first = new Ports(file);
    int port = first.free("flink");
    first.save();
    assertThat(new Ports(file).free("flink")).isEqualTo(port);
  }

  @Test
  void aPortThatHasBeenTakenSinceIsReplaced() throws Exception {
    Ports first = new Ports(file);
    int port = first.free("flink");
    first.save();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new Ports(file).free("flink")).isNotEqualTo(other.getLocalPort());
    }
  }

  @Test
  void freePortsLieBelowThoseOfOutgoingConnections() {
    assertThat(new Ports(file).free("kafka")).isBetween(20_000, 32_000);
  }
}
