package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** Opens the sink's own batches and statements to tests that choose the moment of writing. */
public final class FactBatches {

  private FactBatches() {}

  /** Lands the rows as one batch of a writer. */
  public static void land(Connection connection, int generation, Register register, List<Row> rows)
      throws SQLException {
    Counter refused = new SimpleCounter();
    FactBatch batch = new FactBatch(generation, register, new SimpleCounter(), refused);
    batch.prepareStatements(connection);
    rows.forEach(batch::addToBatch);
    batch.executeBatch();
    if (refused.getCount() > 0) {
      throw new AssertionError(refused.getCount() + " rows were refused, see refused_rows");
    }
  }

  /** Lands rows of one table in the order given, which the sink never does. */
  public static void landUnsorted(
      Connection connection, FactTable table, int generation, Register register, List<Row> rows)
      throws SQLException {
    UpsertStatement upsert = new UpsertStatement(table, generation, register);
    try (PreparedStatement statement = connection.prepareStatement(upsert.sql())) {
      upsert.bind(statement, rows);
      statement.executeUpdate();
    }
    connection.commit();
  }
}
