package io.portally.simulator.letters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a topic of set-aside records holds, each record once: after a failure of the job, or a
 * bounded run, it may stand there several times. Not thread-safe.
 */
public final class Letters {

  private static final Comparator<DeadLetter> BY_RECORD_TIME =
      Comparator.comparingLong(DeadLetter::recordMillis)
          .thenComparing(letter -> letter.origin().topic())
          .thenComparing(letter -> letter.origin().partition())
          .thenComparing(letter -> letter.origin().offset());

  private final Predicate<DeadLetter> wanted;
  private final Map<String, DeadLetter> byName = new LinkedHashMap<>();
  private long foreign;

  /** Keeps those that are wanted, and only counts what is no letter at all. */
  public Letters(Predicate<DeadLetter> wanted) {
    this.wanted = wanted;
  }

  /** Takes one record of the topic. */
  public void take(ConsumerRecord<byte[], byte[]> record) {
    Optional<DeadLetter> letter = DeadLetter.of(record);
    if (letter.isEmpty()) {
      foreign++;
    }
    letter.filter(wanted).ifPresent(known -> byName.put(known.origin().toString(), known));
  }

  /** Those that are wanted, by their record time, then by their place. */
  public List<DeadLetter> inOrder() {
    List<DeadLetter> all = new ArrayList<>(byName.values());
    all.sort(BY_RECORD_TIME);
    return all;
  }

  /** The one of that name; null if it is not among those that are wanted. */
  public @Nullable DeadLetter named(String name) {
    return byName.get(name);
  }

  /** How many records are no letters: without the headers that the job writes. */
  public long foreign() {
    return foreign;
  }
}
