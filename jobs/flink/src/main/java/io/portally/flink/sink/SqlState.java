package io.portally.flink.sink;

import java.sql.SQLException;

/** What an SQLSTATE asks for (PostgreSQL documentation, appendix A). */
public enum SqlState {
  /** The row is at fault and stays so: set it aside. */
  ROW_REFUSED,
  /** The configuration or the schema is at fault and stays so: stop and tell. */
  NO_USE_TRYING,
  /** Time may heal it: try again. */
  TRY_AGAIN;

  /** Asks for trying again where it is not known better. */
  public static SqlState of(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.length() < 2) {
      return TRY_AGAIN;
    }
    return switch (state.substring(0, 2)) {
      case "22", "23" -> ROW_REFUSED;
      case "28", "3D", "42" -> NO_USE_TRYING;
      default -> TRY_AGAIN;
    };
  }
}
