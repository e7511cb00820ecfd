package io.portally.bench.peer.jet;

import com.hazelcast.jet.core.AbstractProcessor;
import io.portally.bench.peer.PeerRun;
import io.portally.bench.peer.RowStage;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.WindowTally;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Tallies cells on the heap, and writes their rows. Waits for the database, so not cooperative. */
// Everything is set in init(), before the first contribution.
@SuppressWarnings("NullAway.Init")
final class TallyProcessor extends AbstractProcessor {

  private RowStage stage;
  private long sendAt;

  @Override
  public boolean isCooperative() {
    return false;
  }

  @Override
  protected void init(Context context) throws SQLException, InterruptedException {
    stage = JetThroughput.runOf(context).rowStage(new OnHeap());
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    stage.take((Contribution) item);
    return true;
  }

  /** Called again and again, contributions or none. */
  @Override
  public boolean tryProcess() {
    long now = System.currentTimeMillis();
    if (now >= sendAt) {
      sendAt = now + PeerRun.FLUSH.toMillis();
      send(now);
    }
    return true;
  }

  private void send(long now) {
    try {
      stage.sendDue(now);
    } catch (SQLException e) {
      throw new IllegalStateException("the rows could not be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were written", e);
    }
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }

  private static final class OnHeap implements RowStage.Rows {

    private final Map<Cell, WindowTally> tallies = new HashMap<>();

    @Override
    public void add(Contribution contribution) {
      tallies
          .computeIfAbsent(contribution.cell(), cell -> new WindowTally(cell.table()))
          .add(contribution);
    }

    @Override
    public Row send(Cell cell) {
      WindowTally tally = tallies.get(cell);
      if (tally == null) {
        throw new IllegalStateException("a row is to be sent of which nothing is known: " + cell);
      }
      return tally.send(cell);
    }
  }
}
