package io.portally.flink.sink;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A writer's connection: made when it is asked for, given up when it has failed. One thread works
 * with it; another may {@link #cut()} it.
 */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final DatabaseAccess database;

  private volatile @Nullable Connection connection;

  Session(DatabaseAccess database) {
    this.database = database;
  }

  /** The connection, not in auto-commit. */
  Connection connection() throws SQLException {
    Connection open = connection;
    if (open != null) {
      return open;
    }
    Connection fresh = connect();
    fresh.setAutoCommit(false);
    connection = fresh;
    return fresh;
  }

  private Connection connect() throws SQLException {
    try {
      return database.connect();
    } catch (SQLException e) {
      if (SqlState.of(e) != SqlState.NO_USE_TRYING) {
        throw e;
      }
      throw new SQLException(
          "the database %s refuses the user \"%s\" (%s): correct portally.jdbc.url, portally.jdbc.user or the password"
              .formatted(database.url(), database.user(), e.getMessage()),
          e.getSQLState(),
          e);
    }
  }

  /** The connection may be broken, or lead to a database that is none any more: make another. */
  void giveUp() {
    Connection lost = connection;
    connection = null;
    if (lost != null) {
      try {
        lost.close();
      } catch (SQLException e) {
        LOG.info("The lost connection did not close: {}", e.getMessage());
      }
    }
  }

  /** Ends what is under way, from any thread: an interruption does not reach a socket. */
  void cut() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    try {
      open.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.info("The connection did not end: {}", e.getMessage());
    }
  }
}
