package io.portally.alerts.command;

import io.portally.alerts.database.Acknowledgements;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The database, as whoever acknowledges alerts. */
final class AcknowledgerTarget {

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      defaultValue = "${JDBC_URL}",
      description = "The database. Default: that of the stack.")
  private @Nullable String url;

  @Option(
      names = "--login",
      paramLabel = "LOGIN",
      defaultValue = "${PORTALLY_ACKNOWLEDGER_USER}",
      description = "A login with the role portally_acknowledger. Default: the stack's.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      defaultValue = "${PORTALLY_ACKNOWLEDGER_PASSWORD_FILE}",
      description =
          "A file whose first line is its password. Default: the stack's; without one, the driver looks into ~/.pgpass.")
  private @Nullable Path passwordFile;

  /** What the database is asked. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Acknowledgements acknowledgements) throws SQLException;
  }

  /**
   * Asks the database.
   *
   * @throws CommandFailure where none is named, it does not answer or it refuses
   */
  <T> T ask(Question<T> question) {
    if (url == null
        || user == null
        || DatabaseLogin.isMissing(url)
        || DatabaseLogin.isMissing(user)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "No stack runs, and no other database is named; start one with ./portally up, or give --jdbc-url, --login and --password-file");
    }
    try {
      return question.ask(new Acknowledgements(DatabaseLogin.of(url, user, password())));
    } catch (SQLException e) {
      throw DatabaseLogin.failure(e, "portally_acknowledger");
    }
  }

  private @Nullable String password() {
    return passwordFile == null || DatabaseLogin.isMissing(passwordFile.toString())
        ? null
        : DatabaseLogin.firstLineOf(passwordFile, "--password-file");
  }
}
