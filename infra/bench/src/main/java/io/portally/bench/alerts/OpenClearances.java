package io.portally.bench.alerts;

import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clearances that are open all the time: lodged one after the other, and told of then. */
final class OpenClearances {

  /** What is open was lodged so long ago at most, and at least: nothing of it falls due. */
  private static final Duration OLDEST = Duration.ofHours(8);

  private static final Duration YOUNGEST = Duration.ofHours(1);

  private final Lodgements lodgements;
  private final int count;
  private final long first;
  private final double apart;

  /**
   * So many of them, by their numbers from 0 on, the oldest first.
   *
   * @param now epoch milliseconds
   */
  OpenClearances(Lodgements lodgements, int count, long now) {
    this.lodgements = lodgements;
    this.count = count;
    this.first = now - OLDEST.toMillis();
    this.apart = (double) OLDEST.minus(YOUNGEST).toMillis() / count;
  }

  Lodgements lodgements() {
    return lodgements;
  }

  int count() {
    return count;
  }

  Stream<Publication> publications() {
    return lodgements.all(count, this::lodgedAt, lodged -> lodged);
  }

  /** The numbers of those at a port that were lodged before an instant, epoch milliseconds. */
  int[] at(String port, long before) {
    return IntStream.range(0, count)
        .filter(each -> lodgedAt(each) < before && lodgements.portOf(each).equals(port))
        .toArray();
  }

  private long lodgedAt(long number) {
    return first + (long) (number * apart);
  }
}
