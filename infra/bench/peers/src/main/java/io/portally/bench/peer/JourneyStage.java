package io.portally.bench.peer;

import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.tally.area.Register;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.Admission;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyTally;
import io.portally.tally.journey.Journeys;
import io.portally.tally.journey.MovementRecord;
import io.portally.tally.measure.Combiner;
import io.portally.tally.measure.Contribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first stage of a peer, with the rules of our job: decode, judge, remember the journey,
 * combine what changes. The topic is keyed by consignment, so it needs no shuffle before it.
 *
 * <p>What our job does beyond it, and a peer is spared: data quality, dead letters, late events,
 * watermarks, and with them forgetting. For one thread.
 */
public final class JourneyStage {

  /** As many as our job holds at most. */
  private static final int MOST_HELD = 50_000;

  /** No window is ever closed: without a watermark the rules forget nothing. */
  private static final long NO_WATERMARK = Long.MIN_VALUE;

  private final PeerRun run;
  private final JourneyMemory memory;
  private final CursorReader reader;
  private final Register register;
  private final Judge judge;
  private final Admission admission;
  private final JourneyTally journeyTally;
  private final Combiner combiner;
  private boolean holds;

  JourneyStage(PeerRun run, JourneyMemory memory) {
    this.run = run;
    this.memory = memory;
    this.reader = CursorReader.of(EventTopic.CARGO_MOVEMENTS.wire());
    this.register = run.definitions().register();
    this.judge = run.definitions().judge();
    this.admission = run.definitions().admission();
    this.journeyTally = run.definitions().journeyTally();
    this.combiner = new Combiner(run.definitions().rollUp());
  }

  /**
   * Takes a record.
   *
   * @param timestamp when it was published, epoch milliseconds
   */
  public void take(int partition, long offset, long timestamp, byte @Nullable [] value) {
    if (!run.stretch().covers(partition, offset)) {
      return;
    }
    if (value != null
        && reader.read(value) instanceof CargoMovementCursor movement
        && judge.judge(movement, value.length, timestamp) instanceof Verdict.Accepted) {
      remember(movement, timestamp);
    }
    run.stretch().pass(partition, offset);
  }

  private void remember(CargoMovementCursor movement, long timestamp) {
    MovementRecord record = MovementRecord.of(movement, register);
    ConsignmentKey key = ConsignmentKey.of(movement.consignmentId());
    Journeys known = memory.find(key);
    Journeys journeys = known == null ? new Journeys() : known;
    Verdict verdict = admission.judge(journeys, record, timestamp, NO_WATERMARK);
    if (verdict instanceof Verdict.Accepted) {
      journeyTally.accept(journeys, record, combiner);
      hold();
      memory.keep(key, journeys);
    }
  }

  private void hold() {
    if (!holds) {
      holds = true;
      run.inFlight().incrementAndGet();
    }
  }

  /** Whether so much is held that it should be handed on before its time. */
  public boolean isFull() {
    return combiner.size() >= MOST_HELD;
  }

  /** What has come together; each of it is to be given to a {@link RowStage}. */
  public List<Contribution> drain() {
    if (!holds) {
      return List.of();
    }
    List<Contribution> drained = new ArrayList<>(combiner.size());
    combiner.drain(drained::add);
    run.inFlight().addAndGet(drained.size() - 1);
    holds = false;
    return drained;
  }
}
