package io.portally.db;

import io.portally.tally.area.Area;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port register in the areas and ports of a generation. Rows are added and their names changed,
 * never what they roll up to, and none is deleted: facts were counted by them.
 */
final class RegisterTables {
  private static final String ON_BUNDLED_REGISTER =
      "SELECT number FROM portally.generations WHERE bundled_register ORDER BY number";
  private static final String UPSERT_AREA =
      """
      INSERT INTO portally.generation_areas AS t (generation, level, code, name_en, name_zh)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (generation, level, code) DO UPDATE SET
        name_en = excluded.name_en, name_zh = excluded.name_zh
      WHERE t IS DISTINCT FROM excluded
      """;
  private static final String UPSERT_PORT =
      """
      INSERT INTO portally.generation_ports AS t
        (generation, code, name_en, name_zh, kind, province_code, region_code, nation_code, latitude,
          longitude)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (generation, code) DO UPDATE SET
        name_en = excluded.name_en, name_zh = excluded.name_zh, kind = excluded.kind,
        latitude = excluded.latitude, longitude = excluded.longitude
      WHERE t IS DISTINCT FROM excluded
        AND (t.province_code, t.region_code, t.nation_code)
          IS NOT DISTINCT FROM (excluded.province_code, excluded.region_code, excluded.nation_code)
      """;

  private RegisterTables() {}

  /**
   * Brings every generation that stands on the bundled register up to it, within the connection's
   * transaction. Registers of the user's own are left alone.
   */
  static void loadBundled(Connection connection, Register register) throws SQLException {
    for (int generation : onBundledRegister(connection)) {
      load(connection, generation, register);
    }
  }

  /** Writes a generation's areas and ports within the connection's transaction. */
  static void load(Connection connection, int generation, Register register) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_AREA)) {
      for (Area area : register.areas()) {
        statement.setInt(1, generation);
        statement.setString(2, area.level().name());
        statement.setString(3, area.code());
        statement.setString(4, area.nameEn());
        statement.setString(5, area.nameZh());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_PORT)) {
      for (Port port : register.ports()) {
        statement.setInt(1, generation);
        statement.setString(2, port.code());
        statement.setString(3, port.nameEn());
        statement.setString(4, port.nameZh());
        statement.setString(5, port.kind().name());
        statement.setString(6, port.provinceCode());
        statement.setString(7, port.regionCode());
        statement.setString(8, port.nationCode());
        statement.setDouble(9, port.latitude());
        statement.setDouble(10, port.longitude());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static List<Integer> onBundledRegister(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ON_BUNDLED_REGISTER);
        ResultSet numbers = statement.executeQuery()) {
      List<Integer> generations = new ArrayList<>();
      while (numbers.next()) {
        generations.add(numbers.getInt(1));
      }
      return generations;
    }
  }
}
