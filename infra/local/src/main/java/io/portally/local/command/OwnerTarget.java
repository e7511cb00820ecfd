package io.portally.local.command;

import io.portally.db.Generations;
import io.portally.db.NoSuchGenerationException;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** The database, as its owner: a login that may act as the role portally_owner. */
final class OwnerTarget {

  private static final int CONNECT_SECONDS = 5;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      defaultValue = "${JDBC_URL}",
      description = "The database. Default: that of the stack.")
  private @Nullable String url;

  @Option(
      names = "--owner",
      paramLabel = "LOGIN",
      defaultValue = "${PORTALLY_OWNER_USER}",
      description = "A login that may act as portally_owner. Default: the stack's.")
  private @Nullable String user;

  @Option(
      names = "--owner-password-file",
      paramLabel = "FILE",
      defaultValue = "${PORTALLY_OWNER_PASSWORD_FILE}",
      description =
          "A file whose first line is its password. Default: the stack's; without one, the driver looks into ~/.pgpass.")
  private @Nullable Path passwordFile;

  /**
   * The owner of the database of a stack, by its addresses; {@code null} where they are unknown.
   */
  static @Nullable OwnerTarget at(
      @Nullable String url, @Nullable String user, @Nullable String passwordFile) {
    if (url == null || user == null || passwordFile == null) {
      return null;
    }
    OwnerTarget target = new OwnerTarget();
    target.url = url;
    target.user = user;
    target.passwordFile = Path.of(passwordFile);
    return target;
  }

  /** What is to be done with the generations. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Generations generations) throws SQLException;
  }

  /**
   * Asks the database as its owner.
   *
   * @throws StackFailure in a sentence, where it cannot be asked or refuses
   */
  <T> T ask(Question<T> question) {
    PGSimpleDataSource database = dataSource();
    try {
      return question.ask(new Generations(database));
    } catch (NoSuchGenerationException e) {
      throw StackFailure.configuration(String.valueOf(e.getMessage()), e);
    } catch (SQLException e) {
      throw refusal(e);
    }
  }

  private PGSimpleDataSource dataSource() {
    if (url == null || user == null) {
      throw StackFailure.configuration(
          "No stack runs, and no other database is named; start one with ./portally up, or give --jdbc-url, --owner and --owner-password-file.");
    }
    PGSimpleDataSource database = new PGSimpleDataSource();
    try {
      database.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw StackFailure.configuration(
          "--jdbc-url %s is no URL of a PostgreSQL database; write jdbc:postgresql://host:port/name."
              .formatted(url),
          e);
    }
    database.setUser(user);
    database.setConnectTimeout(CONNECT_SECONDS);
    if (passwordFile != null) {
      database.setPassword(firstLineOf(passwordFile));
    }
    return database;
  }

  private static String firstLineOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw StackFailure.configuration(
          "--owner-password-file %s cannot be read (%s); name the file that holds the password of the owner's login."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private StackFailure refusal(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("08") || state.startsWith("57")) {
      return StackFailure.unreachable(
          "The database %s does not answer (%s); start it, or name another with --jdbc-url."
              .formatted(url, e.getMessage()),
          e);
    }
    return StackFailure.configuration(
        "The database %s refuses %s: %s. Name a login that may act as portally_owner with --owner, on a migrated database."
            .formatted(url, user, e.getMessage()),
        e);
  }
}
