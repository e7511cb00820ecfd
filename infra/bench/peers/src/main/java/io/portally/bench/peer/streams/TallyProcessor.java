package io.portally.bench.peer.streams;

import io.portally.bench.peer.PeerRun;
import io.portally.bench.peer.RowStage;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.WindowTally;
import java.sql.SQLException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Tallies cells in a store, and writes their rows. */
// Everything is set in init(), before the first contribution.
@SuppressWarnings("NullAway.Init")
final class TallyProcessor extends ContextualProcessor<Cell, Contribution, Void, Void> {

  private final PeerRun run;

  private RowStage stage;

  TallyProcessor(PeerRun run) {
    this.run = run;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    KeyValueStore<Cell, WindowTally> store = context.getStateStore(StreamsThroughput.TALLIES);
    try {
      stage = run.rowStage(new InStore(store));
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be reached", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    context.schedule(PeerRun.FLUSH, PunctuationType.WALL_CLOCK_TIME, this::send);
  }

  @Override
  public void process(Record<Cell, Contribution> record) {
    stage.take(record.value());
  }

  private void send(long now) {
    try {
      stage.sendDue(now);
    } catch (SQLException e) {
      throw new IllegalStateException("the rows could not be written", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while the database was waited for", e);
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }

  private record InStore(KeyValueStore<Cell, WindowTally> tallies) implements RowStage.Rows {

    @Override
    public void add(Contribution contribution) {
      WindowTally known = tallies.get(contribution.cell());
      WindowTally tally = known == null ? new WindowTally(contribution.cell().table()) : known;
      tally.add(contribution);
      tallies.put(contribution.cell(), tally);
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
