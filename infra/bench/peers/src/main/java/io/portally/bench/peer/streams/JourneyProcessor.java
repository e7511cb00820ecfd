package io.portally.bench.peer.streams;

import io.portally.bench.peer.JourneyMemory;
import io.portally.bench.peer.JourneyStage;
import io.portally.bench.peer.PeerRun;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Remembers journeys in a store, and combines what they change. */
// Everything is set in init(), before the first record.
@SuppressWarnings("NullAway.Init")
final class JourneyProcessor extends ContextualProcessor<byte[], byte[], Cell, Contribution> {

  private final PeerRun run;

  private JourneyStage stage;

  JourneyProcessor(PeerRun run) {
    this.run = run;
  }

  @Override
  public void init(ProcessorContext<Cell, Contribution> context) {
    super.init(context);
    stage = run.journeyStage(new InStore(context.getStateStore(StreamsThroughput.JOURNEYS)));
    context.schedule(PeerRun.COMBINE, PunctuationType.WALL_CLOCK_TIME, this::handOn);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place = context().recordMetadata().orElseThrow();
    stage.take(place.partition(), place.offset(), record.timestamp(), record.value());
    if (stage.isFull()) {
      handOn(record.timestamp());
    }
  }

  private void handOn(long timestamp) {
    for (Contribution contribution : stage.drain()) {
      context().forward(new Record<>(contribution.cell(), contribution, timestamp));
    }
  }

  private record InStore(KeyValueStore<ConsignmentKey, Journeys> journeys)
      implements JourneyMemory {

    @Override
    public @Nullable Journeys find(ConsignmentKey key) {
      return journeys.get(key);
    }

    @Override
    public void keep(ConsignmentKey key, Journeys value) {
      journeys.put(key, value);
    }
  }
}
