package io.portally.bench.traffic;

import io.portally.simulator.traffic.Publication;
import java.util.Iterator;
import java.util.SplittableRandom;

/** The lives of {@link LifeTopics}, round after round, endless. */
final class Lives implements Iterator<Publication.Event> {

  /** Records in a second of event time. */
  private static final double RATE = 2 * CargoTopic.RATE;

  private static final String KIN = "5CNBENCHLIVES";

  private final LifeTopics topics;
  private final PortChoice ports;
  private final SplittableRandom random;
  private int round = -1;
  private long roundStart = LifeTopics.BEGINNING.toEpochMilli();
  private long millis;

  /** How much of its life each consignment of the round has behind it. */
  private byte[] lived = {};

  /** The consignments of the round that have something before them, in the first places. */
  private int[] unfinished = {};

  private int left;
  private long made;

  Lives(LifeTopics topics, PortChoice ports) {
    this.topics = topics;
    this.ports = ports;
    this.random = new SplittableRandom(topics.seed());
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Publication.Event next() {
    if (left == 0) {
      beginRound();
    }
    // Each is heard of once before any is heard of again.
    int place = made < lived.length ? (int) made : random.nextInt(left);
    int consignment = unfinished[place];
    int step = lived[consignment]++;
    if (lived[consignment] == ImportedBox.STEPS) {
      unfinished[place] = unfinished[--left];
    }
    millis = roundStart + (long) (1_000 * made++ / RATE);
    return ImportedBox.of(KIN, round, consignment, topics.seed(), ports).event(step, millis);
  }

  private void beginRound() {
    round++;
    if (round > 0) {
      roundStart = millis + LifeTopics.SILENCE.toMillis();
    }
    int size = round < topics.warmUpRounds() ? topics.openToWarmUp() : topics.open();
    lived = new byte[size];
    unfinished = new int[size];
    for (int i = 0; i < size; i++) {
      unfinished[i] = i;
    }
    left = size;
    made = 0;
  }
}
