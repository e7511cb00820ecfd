package io.portally.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages for analysts: whatever they show gives figures. */
@TestInstance(Lifecycle.PER_CLASS)
class AnalystPagesIT {
  private static final Pattern EXAMPLE = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL);

  private ScratchDatabase database;
  private DataSource reader;

  @BeforeAll
  void someTraffic() throws IOException, SQLException {
    database = ScratchDatabase.start();
    reader = database.as(Role.READER);
    Query.run(database.superuser(), traffic());
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"quantiles.md, 6", "transfer-times.md, 14"})
  void everyExampleGivesFiguresToTheReader(String page, int atLeast)
      throws IOException, SQLException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("../../docs", page), UTF_8))
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(atLeast);

    for (String example : examples) {
      assertGivesFigures(example);
    }
  }

  private void assertGivesFigures(String example) throws SQLException {
    try (Connection connection = reader.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(example)) {
      int columns = rows.getMetaData().getColumnCount();
      assertThat(rows.next()).as(example).isTrue();
      do {
        for (int column = 1; column <= columns; column++) {
          assertThat(rows.getObject(column)).as(example).isNotNull();
        }
      } while (rows.next());
    }
  }

  /**
   * Days of this year's March and of the weeks that it is compared with; the newest is the last.
   */
  private static String traffic() throws IOException {
    try (var in = AnalystPagesIT.class.getResourceAsStream("traffic.sql")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
