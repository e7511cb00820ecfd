package io.portally.local.view;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count grows, over the last seconds. */
final class Rate {

  private static final Duration OVER = Duration.ofSeconds(10);

  private record Sample(long nanos, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes a sample; growth in a second since the oldest one that still counts, 0 at first. */
  double at(long nanos, long count) {
    samples.addLast(new Sample(nanos, count));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos > OVER.toNanos()) {
      samples.removeFirst();
    }
    Sample oldest = samples.getFirst();
    return nanos == oldest.nanos ? 0 : (count - oldest.count) * 1e9 / (nanos - oldest.nanos);
  }
}
