package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Opens the sink's own batches and statements to tests that choose the moment of writing. */
public final class FactBatches {

  private static final RowWriter.Listener NO_ROW_IS_REFUSED =
      new RowWriter.Listener() {
        @Override
        public void written(int rows) {}

        @Override
        public void refused(int rows) {
          throw new AssertionError(rows + " rows were refused, see refused_rows");
        }
      };

  private FactBatches() {}

  /** Lands the rows as one batch of a writer. */
  public static void land(Connection connection, int generation, Register register, List<Row> rows)
      throws SQLException {
    FactBatch batch = new FactBatch();
    rows.forEach(batch::add);
    new Landing(generation, register, NO_ROW_IS_REFUSED).land(batch, connection);
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
