package io.portally.bench.ceiling;

import io.portally.flink.sink.DatabaseAccess;
import io.portally.flink.sink.FactBatch;
import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.metrics.SimpleCounter;

/** Rows into the database through the jobs' own batch writer, committed when it returns. */
final class RowWriting implements AutoCloseable {

  /** As many as the jobs put in one statement. */
  private static final int BATCH_ROWS = 2_000;

  private final Connection connection;
  private final FactBatch batch;

  RowWriting(Settings settings, Register register) throws SQLException {
    connection =
        new DatabaseAccess(
                settings.jdbcUrl(),
                settings.jdbcUser(),
                settings.jdbcPasswordFile(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5))
            .connect();
    connection.setAutoCommit(false);
    batch =
        new FactBatch(settings.generation(), register, new SimpleCounter(), new SimpleCounter());
    batch.prepareStatements(connection);
  }

  void write(List<Row> rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += BATCH_ROWS) {
      for (Row row : rows.subList(from, Math.min(rows.size(), from + BATCH_ROWS))) {
        batch.addToBatch(row);
      }
      batch.executeBatch();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
