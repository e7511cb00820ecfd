package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Ports ports = new Ports(file)) {
      assertThatThrownBy(() -> ports.given("kafka", "--kafka-port", other.getLocalPort()))
          .isInstanceOf(StackFailure.class)
          .hasMessage(
              "Port %d is taken; give --kafka-port another one, or leave it out for a free one.",
              other.getLocalPort());
    }
  }

  @Test
  void onePortCannotBeGivenTwice() {
    int port = freeOnce();
    try (Ports ports = new Ports(file)) {
      ports.given("kafka", "--kafka-port", port);
      assertThatThrownBy(() -> ports.given("flink", "--flink-port", port))
          .hasMessageContaining("--flink-port");
    }
  }

  @Test
  void aFreePortIsTheSameNextTime() {
    int port = freeOnce();
    try (Ports again = new Ports(file)) {
      assertThat(again.free("flink")).isEqualTo(port);
    }
  }

  @Test
  void aPortThatHasBeenTakenSinceIsReplaced() throws Exception {
    int port = freeOnce();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        Ports again = new Ports(file)) {
      assertThat(again.free("flink")).isNotEqualTo(other.getLocalPort());
    }
  }

  @Test
  void freePortsLieBelowThoseOfOutgoingConnections() {
    assertThat(freeOnce()).isBetween(20_000, 32_000);
  }

  @Test
  void aPortThatAnotherStackIsAboutToListenOnIsTaken() {
    int port = freeOnce();
    try (Ports about = new Ports(file);
        Ports other = new Ports(file.resolveSibling("other"))) {
      about.given("kafka", "--kafka-port", port);
      assertThatThrownBy(() -> other.given("kafka", "--kafka-port", port))
          .hasMessageContaining("Port %d is taken", port);
    }
    try (Ports later = new Ports(file)) {
      later.given("kafka", "--kafka-port", port);
    }
  }

  @Test
  void soIsOneThatAStackOfAnotherProcessIsAboutToListenOn() throws Exception {
    int port = freeOnce();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                AboutToListen.class.getName(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = other.inputReader();
        Ports ports = new Ports(file)) {
      assertThat(said.readLine()).isEqualTo("reserved");
      assertThatThrownBy(() -> ports.given("kafka", "--kafka-port", port))
          .hasMessageContaining("Port %d is taken", port);

      other.destroyForcibly().waitFor();
      ports.given("kafka", "--kafka-port", port);
    } finally {
      other.destroyForcibly();
    }
  }

  /** Reserves the port that it is given, says so, and waits for its end. */
  static final class AboutToListen {

    private AboutToListen() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Files.createTempDirectory("ports").resolve("ports.properties");
      try (Ports ports = new Ports(file)) {
        ports.given("kafka", "--kafka-port", Integer.parseInt(arguments[0]));
        System.out.println("reserved");
        Thread.currentThread().join();
      }
    }
  }

  /** A free port, given back at once. */
  private int freeOnce() {
    try (Ports ports = new Ports(file)) {
      int port = ports.free("flink");
      ports.save();
      return port;
    }
  }
}
