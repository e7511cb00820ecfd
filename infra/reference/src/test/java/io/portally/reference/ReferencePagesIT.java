package io.portally.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.ScratchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * The pages in {@code docs/reference} say what their sources say. Run with {@code
 * -Dreference.write} it makes them anew instead.
 */
class ReferencePagesIT {

  private static final Path PAGES = Path.of("../../docs/reference");
  private static final boolean WRITE = System.getProperty("reference.write") != null;

  @Test
  void theEventsAreThoseOfTheSchemas() throws IOException {
    hold("events.md", EventsPage.text());
  }

  @Test
  void theTablesAreThoseOfTheDatabase() throws IOException, SQLException {
    try (ScratchDatabase database = ScratchDatabase.start();
        Connection connection = database.superuser().getConnection()) {
      hold("tables.md", TablesPage.text(connection));
    }
  }

  @Test
  void theOptionsAreThoseOfTheCode() throws IOException {
    hold("configuration.md", ConfigurationPage.text());
  }

  @Test
  void theMetricsAreThoseOfTheCode() throws IOException {
    hold("metrics.md", MetricsPage.text());
  }

  private static void hold(String name, String made) throws IOException {
    Path page = PAGES.resolve(name);
    if (WRITE) {
      Files.createDirectories(PAGES);
      Files.writeString(page, made);
    }
    assertThat(page)
        .as("docs/reference/%s differs from its source: make it anew, see CONTRIBUTING.md", name)
        .content()
        .isEqualTo(made);
  }
}
