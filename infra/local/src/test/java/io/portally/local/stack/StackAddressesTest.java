package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackAddressesTest {

  @Test
  void whatIsWrittenIsReadAgain(@TempDir Path temp) {
    StackAddresses addresses = addressesIn(temp);
    Path file = temp.resolve("stack.env");
    addresses.write(file);
    assertThat(StackAddresses.read(file)).isEqualTo(addresses.environment());
  }

  @Test
  void aShellReadsTheSame(@TempDir Path temp) throws Exception {
    Path dir = Files.createDirectory(temp.resolve("with a space and it's quoted"));
    StackAddresses addresses = addressesIn(dir);
    addresses.write(temp.resolve("stack.env"));

    Process shell =
        new ProcessBuilder("sh", "-c", ". ./stack.env; printf %s \"$PORTALLY_JDBC_PASSWORD_FILE\"")
            .directory(temp.toFile())
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(dir.resolve("writer.password").toString());
  }

  @Test
  void theFileIsForItsOwnerAlone(@TempDir Path temp) throws Exception {
    Path file = temp.resolve("stack.env");
    addressesIn(temp).write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void noFileMeansNoAddress(@TempDir Path temp) {
    assertThat(StackAddresses.read(temp.resolve("stack.env"))).isEmpty();
  }

  private static StackAddresses addressesIn(Path dir) {
    return new StackAddresses(
        "127.0.0.1:20001",
        "jdbc:postgresql://127.0.0.1:20002/portally",
        20_002,
        URI.create("http://127.0.0.1:20003"),
        new Login("portally_reader", dir.resolve("reader.password")),
        "secret-of_reader",
        new Login("portally_writer", dir.resolve("writer.password")),
        new Login("postgres", dir.resolve("owner.password")),
        new Login("portally_acknowledger", dir.resolve("acknowledger.password")));
  }
}
