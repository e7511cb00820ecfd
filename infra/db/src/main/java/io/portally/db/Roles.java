package io.portally.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Turns the roles into logins. Migrations make them without, so that no password stands in a file;
 * where production has logins of its own, it makes those members of the roles instead.
 */
public final class Roles {
  private Roles() {}

  /**
   * Lets the role log in with this password, also where it had another before.
   *
   * <p>The password is hashed (SCRAM-SHA-256) before it leaves this process, so that no log of the
   * server has it.
   *
   * @param owner connects as a superuser or as the login that made the roles
   * @throws SQLException if the server cannot be reached, the role is not there (migrate first), or
   *     the login may not alter it
   */
  public static void grantLogin(DataSource owner, Role role, String password) throws SQLException {
    if (password.isEmpty()) {
      throw new IllegalArgumentException(
          "The password of %s is empty; give one, as an empty one never logs in."
              .formatted(role.roleName()));
    }
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(role.roleName(), password.toCharArray(), "scram-sha-256");
      statement.execute(
          "ALTER ROLE %s LOGIN".formatted(statement.enquoteIdentifier(role.roleName(), true)));
    }
  }
}
