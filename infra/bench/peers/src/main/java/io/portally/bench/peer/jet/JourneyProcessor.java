package io.portally.bench.peer.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.core.AbstractProcessor;
import io.portally.bench.peer.JourneyMemory;
import io.portally.bench.peer.JourneyStage;
import io.portally.bench.peer.PeerRun;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.Contribution;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Remembers journeys on the heap, and combines what they change. Cooperative. */
// Everything is set in init(), before the first record.
@SuppressWarnings("NullAway.Init")
final class JourneyProcessor extends AbstractProcessor {

  private JourneyStage stage;
  private long drainAt;
  private @Nullable Traverser<Contribution> draining;

  @Override
  protected void init(Context context) {
    stage = JetThroughput.runOf(context).journeyStage(new OnHeap());
  }

  @Override
  @SuppressWarnings("unchecked")
  protected boolean tryProcess(int ordinal, Object item) {
    if (stage.isFull() && !drain()) {
      return false;
    }
    ConsumerRecord<byte[], byte[]> record = (ConsumerRecord<byte[], byte[]>) item;
    stage.take(record.partition(), record.offset(), record.timestamp(), record.value());
    return true;
  }

  /** Called again and again, records or none. */
  @Override
  public boolean tryProcess() {
    long now = System.currentTimeMillis();
    if (draining == null && now < drainAt) {
      return true;
    }
    drainAt = now + PeerRun.COMBINE.toMillis();
    return drain();
  }

  /** Whether all was handed on; if not, there was no room, and it is to be called again. */
  private boolean drain() {
    if (draining == null) {
      draining = Traversers.traverseIterable(stage.drain());
    }
    if (!emitFromTraverser(draining)) {
      return false;
    }
    draining = null;
    return true;
  }

  private static final class OnHeap implements JourneyMemory {

    private final Map<ConsignmentKey, Journeys> journeys = new HashMap<>();

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
