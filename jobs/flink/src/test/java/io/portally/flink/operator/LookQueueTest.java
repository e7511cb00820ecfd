package io.portally.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.journey.ConsignmentKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LookQueueTest {

  @Property(tries = 200)
  void whatWasEnteredComesOutTheEarliestFirst(
      @ForAll @Size(max = 3_000) List<@IntRange(max = 500) Integer> instants) {
    LookQueue queue = new LookQueue();
    List<Long> expected = new ArrayList<>();
    Set<ConsignmentKey> keys = new HashSet<>();
    for (int i = 0; i < instants.size(); i++) {
      ConsignmentKey key = new ConsignmentKey(i, -i);
      queue.enter(instants.get(i), key);
      expected.add((long) instants.get(i));
      keys.add(key);
    }
    expected.sort(null);
    assertThat(queue.size()).isEqualTo(instants.size());
    assertThat(queue.keys().count()).isEqualTo(instants.size());

    List<Long> taken = new ArrayList<>();
    for (long at = queue.first(); queue.size() > 0; at = queue.first()) {
      taken.add(at);
      ConsignmentKey key = queue.take();
      assertThat(keys.remove(key)).isTrue();
      assertThat((long) instants.get((int) (key == null ? -1 : key.high()))).isEqualTo(at);
    }

    assertThat(taken).isEqualTo(expected);
    assertThat(queue.take()).isNull();
    assertThat(queue.first()).isEqualTo(Long.MAX_VALUE);
  }
}
