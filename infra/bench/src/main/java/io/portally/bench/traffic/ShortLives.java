package io.portally.bench.traffic;

import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.SplittableRandom;

/**
 * Lives that are over within minutes, at a steady pace and endless: each time something happens to
 * any of those that are not over, and where one ends another begins. In the simulator's traffic a
 * life takes days, so who looks for minutes sees hardly a leg with both its ends.
 */
public final class ShortLives implements Iterator<Publication.Event> {

  private static final String KIN = "6CNBENCHSHORT";

  private final long start;
  private final double rate;
  private final SplittableRandom random;
  private final PortChoice ports = PortChoice.bundled();
  private final long seed;

  /** Of the lives that are not over: which number they have, and how much is behind them. */
  private final int[] numbers;

  private final byte[] lived;
  private int begun;
  private long made;

  /**
   * Lives.
   *
   * @param start when the first record is published
   * @param rate records in a second
   * @param length how long a life is, on average
   * @param seed decides every draw
   */
  public ShortLives(Instant start, double rate, Duration length, long seed) {
    this.start = start.toEpochMilli();
    this.rate = rate;
    this.random = new SplittableRandom(seed);
    this.seed = seed;
    int open = Math.max(1, (int) (rate * length.toSeconds() / ImportedBox.STEPS));
    this.numbers = new int[open];
    this.lived = new byte[open];
    for (begun = 0; begun < open; begun++) {
      numbers[begun] = begun;
    }
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Publication.Event next() {
    int place = random.nextInt(numbers.length);
    ImportedBox box = ImportedBox.of(KIN + start, 0, numbers[place], seed, ports);
    Publication.Event event = box.event(lived[place], start + (long) (1_000 * made++ / rate));
    lived[place]++;
    if (lived[place] == ImportedBox.STEPS) {
      lived[place] = 0;
      numbers[place] = begun++;
    }
    return event;
  }
}
