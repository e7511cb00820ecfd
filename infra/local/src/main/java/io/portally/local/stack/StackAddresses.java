package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a running stack is reached, kept in a file of {@code KEY=VALUE} lines that a shell can
 * source.
 *
 * @param bootstrapServers the broker
 * @param jdbcUrl the database, without a user
 * @param postgresPort its port on 127.0.0.1
 * @param flinkRestUrl Flink's REST interface and web UI
 * @param reader the login that figures are read with
 * @param readerPassword its password, for {@code psql}
 * @param writer the login that jobs write with
 * @param owner the login that migrates, and makes and switches generations
 * @param acknowledger the login that acknowledges alerts for people
 */
public record StackAddresses(
    String bootstrapServers,
    String jdbcUrl,
    int postgresPort,
    URI flinkRestUrl,
    Login reader,
    String readerPassword,
    Login writer,
    Login owner,
    Login acknowledger) {

  /** The keys and values, in the order of the file. */
  public Map<String, String> environment() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    keys.put("JDBC_URL", jdbcUrl);
    keys.put("PGHOST", "127.0.0.1");
    keys.put("PGPORT", Integer.toString(postgresPort));
    keys.put("PGDATABASE", Database.NAME);
    keys.put("PGUSER", reader.user());
    keys.put("PGPASSWORD", readerPassword);
    keys.put("FLINK_REST_URL", flinkRestUrl.toString());
    keys.put("PORTALLY_JDBC_USER", writer.user());
    keys.put("PORTALLY_JDBC_PASSWORD_FILE", writer.passwordFile().toString());
    keys.put("PORTALLY_OWNER_USER", owner.user());
    keys.put("PORTALLY_OWNER_PASSWORD_FILE", owner.passwordFile().toString());
    keys.put("PORTALLY_ACKNOWLEDGER_USER", acknowledger.user());
    keys.put("PORTALLY_ACKNOWLEDGER_PASSWORD_FILE", acknowledger.passwordFile().toString());
    return keys;
  }

  /** Writes the file, readable by its owner only: it holds the reader's password. */
  void write(Path file) {
    String lines =
        environment().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
            .collect(Collectors.joining());
    try {
      Path half = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(half);
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(half, lines);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads such a file; empty where there is none. */
  public static Map<String, String> read(Path file) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (!Files.isReadable(file)) {
      return keys;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          keys.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:@%+=,-]*")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }

  private static String unquoted(String value) {
    return value.startsWith("'") && value.endsWith("'") && value.length() > 1
        ? value.substring(1, value.length() - 1).replace("'\\''", "'")
        : value;
  }
}
