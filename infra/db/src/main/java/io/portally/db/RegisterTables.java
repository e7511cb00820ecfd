package io.portally.db;

import io.portally.tally.area.Area;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The port register in {@code areas} and {@code ports}. Rows are added and changed, never deleted:
 * what has left the register still names the facts of older generations.
 */
final class RegisterTables {
  private static final String UPSERT_AREA =
      """
      INSERT INTO portally.areas AS t (level, code, name_en, name_zh)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (level, code) DO UPDATE SET name_en = excluded.name_en, name_zh = excluded.name_zh
      WHERE t IS DISTINCT FROM excluded
      """;
  private static final String UPSERT_PORT =
      """
      INSERT INTO portally.ports AS t
        (code, name_en, name_zh, kind, province_code, region_code, nation_code, latitude, longitude)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (code) DO UPDATE SET
        name_en = excluded.name_en, name_zh = excluded.name_zh, kind = excluded.kind,
        province_code = excluded.province_code, region_code = excluded.region_code,
        nation_code = excluded.nation_code,
        latitude = excluded.latitude, longitude = excluded.longitude
      WHERE t IS DISTINCT FROM excluded
      """;

  private RegisterTables() {}

  /** Writes within the connection's transaction. */
  static void load(Connection connection, Register register) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_AREA)) {
      for (Area area : register.areas()) {
        statement.setString(1, area.level().name());
        statement.setString(2, area.code());
        statement.setString(3, area.nameEn());
        statement.setString(4, area.nameZh());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_PORT)) {
      for (Port port : register.ports()) {
        statement.setString(1, port.code());
        statement.setString(2, port.nameEn());
        statement.setString(3, port.nameZh());
        statement.setString(4, port.kind().name());
        statement.setString(5, port.provinceCode());
        statement.setString(6, port.regionCode());
        statement.setString(7, port.nationCode());
        statement.setDouble(8, port.latitude());
        statement.setDouble(9, port.longitude());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
