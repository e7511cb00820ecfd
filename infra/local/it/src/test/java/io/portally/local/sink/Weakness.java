package io.portally.local.sink;

import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;

/** Simpler rules than the contract's, each of which lets wrong rows stand. */
enum Weakness {
  /** The contract's rules. */
  NONE,
  /** A row is always overwritten. */
  NO_GUARD,
  /** The revision counts how often the row was sent. */
  FIRING_COUNTER,
  /** The revision counts events, not all their versions. */
  COUNT_OF_EVENTS;

  private static final String GUARD =
      "WHERE (excluded.complete, excluded.revision) > (t.complete, t.revision)";

  /**
   * The row as the weaker rule has it.
   *
   * @param firings how often each row was sent; part of the attempt's state
   */
  Row weaken(Row row, Map<Cell, Long> firings) {
    return switch (this) {
      case NONE, NO_GUARD -> row;
      case FIRING_COUNTER -> withRevision(row, firings.merge(row.cell(), 1L, Long::sum));
      case COUNT_OF_EVENTS ->
          row.cell().table() == FactTable.THROUGHPUT ? withRevision(row, row.measures()[0]) : row;
    };
  }

  private static Row withRevision(Row row, long revision) {
    return new Row(row.cell(), revision, row.complete(), row.measures());
  }

  /** The connection as the weaker rule has it. */
  Connection weaken(Connection connection) {
    if (this != NO_GUARD) {
      return connection;
    }
    return (Connection)
        Proxy.newProxyInstance(
            Weakness.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                arguments[0] = withoutGuard((String) arguments[0]);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static String withoutGuard(String sql) {
    if (!sql.contains(GUARD)) {
      throw new AssertionError("the guard that this test takes away is not in: " + sql);
    }
    return sql.replace(GUARD, "");
  }
}
