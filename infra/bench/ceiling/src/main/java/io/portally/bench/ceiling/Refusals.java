package io.portally.bench.ceiling;

import io.portally.flink.sink.RowWriter;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows that the database has refused: with one of them the table is not what it should be. */
final class Refusals implements RowWriter.Listener {

  private final AtomicInteger refused = new AtomicInteger();

  @Override
  public void written(int rows) {}

  @Override
  public void refused(int rows) {
    refused.addAndGet(rows);
  }

  /**
   * Fails if there has been one.
   *
   * @throws IllegalStateException with their number
   */
  void requireNone() {
    if (refused.get() > 0) {
      throw new IllegalStateException(
          "the database refused %d rows, see portally.refused_rows".formatted(refused.get()));
    }
  }
}
