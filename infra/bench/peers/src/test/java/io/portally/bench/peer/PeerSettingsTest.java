package io.portally.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// JUnit sets the directory before each test.
@SuppressWarnings("NullAway.Init")
class PeerSettingsTest {

  private static final String COMPLETE =
      """
      portally.kafka.bootstrap-servers=127.0.0.1:9092
      portally.topic-prefix=portally.
      portally.jdbc.url=jdbc:postgresql://127.0.0.1:5432/portally
      portally.jdbc.user=portally_writer
      portally.jdbc.password-file=/run/secrets/writer
      portally.generation=2
      bench.parallelism=2
      bench.work-dir=/tmp/work
      """;

  @TempDir Path directory;

  @Test
  void readsEveryKey() throws IOException {
    PeerSettings settings = read(COMPLETE);

    assertThat(settings.topic()).isEqualTo("portally.cargo-movements");
    assertThat(settings.database().passwordFile()).isEqualTo("/run/secrets/writer");
    assertThat(settings.generation()).isEqualTo(2);
    assertThat(settings.changelog()).isFalse();
  }

  @Test
  void namesTheKeyThatIsMissing() {
    assertThatThrownBy(() -> read(COMPLETE.replace("portally.jdbc.user", "user")))
        .hasMessageStartingWith("portally.jdbc.user is missing");
  }

  @Test
  void namesTheKeyThatIsNoNumber() {
    assertThatThrownBy(() -> read(COMPLETE.replace("generation=2", "generation=two")))
        .hasMessage("portally.generation is \"two\", wanted: a whole number of 1 or more");
  }

  private PeerSettings read(String keys) throws IOException {
    return PeerSettings.read(Files.writeString(directory.resolve("peer.properties"), keys));
  }
}
