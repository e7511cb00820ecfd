package io.portally.local.sink;

import io.portally.flink.sink.FactBatches;
import io.portally.local.sink.World.Published;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One life of the job in a world, with everything that may happen to it on the way: any
 * interleaving of the partitions, timers and watermarks at any time, batches that commit long after
 * their writer has gone on or died, checkpoints that succeed or not, crashes with the database
 * ahead of the checkpoint, and another interleaving after each.
 */
final class Life {

  private static final long FIRST_CLOCK = 1_741_535_000_000L;
  private static final int MOST_CRASHES = 3;

  /** What a completed checkpoint holds. */
  private record Checkpoint(Attempt.State state, List<Integer> offsets, Map<Cell, Long> firings) {}

  private final World world;
  private final Random random;
  private final int generation;
  private final Connection connection;
  private final Weakness weakness;

  private final List<List<Row>> lateBatches = new ArrayList<>();
  private final List<Row> buffer = new ArrayList<>();
  private @Nullable Checkpoint checkpoint;
  private long checkpoints;
  private long clock = FIRST_CLOCK;
  private Attempt attempt;
  private List<Integer> offsets;
  private long[] greatest;
  private Map<Cell, Long> firings;

  /**
   * Begins a life.
   *
   * @param connection of the writer, not in auto-commit
   * @param generation under which its rows are kept
   */
  Life(World world, Random random, Connection connection, int generation, Weakness weakness)
      throws Exception {
    this.world = world;
    this.random = random;
    this.connection = weakness.weaken(connection);
    this.generation = generation;
    this.weakness = weakness;
    this.offsets = beginnings();
    this.greatest = new long[offsets.size()];
    this.firings = new HashMap<>();
    Arrays.fill(greatest, Long.MIN_VALUE);
    this.attempt = new Attempt(null, clock, this::send);
  }

  /** Lives until everything is read and written. */
  void live() throws Exception {
    int crashes = random.nextInt(MOST_CRASHES + 1);
    while (!allRead() || crashes > 0) {
      int dice = random.nextInt(100);
      if (dice < 60) {
        read();
      } else if (dice < 70) {
        passTime();
      } else if (dice < 79) {
        passOnWatermark();
      } else if (dice < 88) {
        flush();
      } else if (dice < 93) {
        takeCheckpoint();
      } else if (dice < 96) {
        commitALateBatch();
      } else if (crashes > 0) {
        crashes--;
        crash();
      }
    }
    end();
  }

  private List<Integer> beginnings() {
    return new ArrayList<>(Collections.nCopies(world.partitions().size(), 0));
  }

  private boolean allRead() {
    return IntStream.range(0, offsets.size()).allMatch(this::isRead);
  }

  private boolean isRead(int partition) {
    return offsets.get(partition) == world.partitions().get(partition).size();
  }

  private void read() throws Exception {
    int[] open = IntStream.range(0, offsets.size()).filter(each -> !isRead(each)).toArray();
    if (open.length == 0) {
      return;
    }
    int partition = open[random.nextInt(open.length)];
    int offset = offsets.get(partition);
    Published published = world.partitions().get(partition).get(offset);
    offsets.set(partition, offset + 1);
    greatest[partition] = Math.max(greatest[partition], published.record().eventTime());
    attempt.read(published.candidate());
  }

  /** As the source makes it: of what this attempt has read, the partition least far. */
  private void passOnWatermark() throws Exception {
    long least = Arrays.stream(greatest).min().orElseThrow();
    if (least != Long.MIN_VALUE) {
      attempt.watermark(least - World.OUT_OF_ORDERNESS.toMillis() - 1);
    }
  }

  private void passTime() throws Exception {
    clock += random.nextInt(20_000);
    attempt.processingTime(clock);
  }

  private void send(Row row) {
    buffer.add(weakness.weaken(row, firings));
  }

  /** Sometimes the client gives up on a statement and lands it again, and both commit. */
  private void flush() throws SQLException {
    List<Row> batch = takeBuffer();
    if (random.nextInt(6) == 0) {
      lateBatches.add(batch);
    }
    land(batch);
  }

  private List<Row> takeBuffer() {
    List<Row> batch = List.copyOf(buffer);
    buffer.clear();
    return batch;
  }

  private void land(List<Row> batch) throws SQLException {
    FactBatches.land(connection, generation, World.DEFINITIONS.register(), batch);
  }

  private void takeCheckpoint() throws Exception {
    Attempt.State state = attempt.checkpoint(++checkpoints);
    flush();
    boolean completes = random.nextInt(5) != 0;
    if (completes) {
      checkpoint = new Checkpoint(state, List.copyOf(offsets), Map.copyOf(firings));
    }
  }

  private void commitALateBatch() throws SQLException {
    if (!lateBatches.isEmpty()) {
      land(lateBatches.remove(random.nextInt(lateBatches.size())));
    }
  }

  /** What the writer held is lost, in part or whole, or still on its way to the database. */
  private void crash() throws Exception {
    attempt.close();
    List<Row> batch = takeBuffer();
    switch (random.nextInt(3)) {
      case 0 -> lateBatches.add(batch);
      case 1 ->
          land(batch.stream().filter(row -> row.cell().table() == FactTable.THROUGHPUT).toList());
      default -> {}
    }
    Checkpoint from = checkpoint;
    offsets = from == null ? beginnings() : new ArrayList<>(from.offsets());
    firings = from == null ? new HashMap<>() : new HashMap<>(from.firings());
    Arrays.fill(greatest, Long.MIN_VALUE);
    clock += random.nextInt(60_000);
    attempt = new Attempt(from == null ? null : from.state(), clock, this::send);
  }

  private void end() throws Exception {
    attempt.watermark(world.finalWatermark());
    for (int minute = 0; minute < 2; minute++) {
      clock += 60_000;
      attempt.processingTime(clock);
    }
    land(takeBuffer());
    while (!lateBatches.isEmpty()) {
      commitALateBatch();
    }
    attempt.close();
  }
}
