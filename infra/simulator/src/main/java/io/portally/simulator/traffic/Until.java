package io.portally.simulator.traffic;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What of a traffic is published before an instant. */
public final class Until implements Iterator<Publication> {

  private final Iterator<Publication> traffic;
  private final long end;
  private @Nullable Publication next;

  /**
   * The beginning of a traffic.
   *
   * @param traffic in the order of record timestamps; one more of it is taken than handed on
   * @param end the first record timestamp that is no longer in it
   */
  public Until(Iterator<Publication> traffic, Instant end) {
    this.traffic = traffic;
    this.end = end.toEpochMilli();
  }

  /** All that has not been handed on, whenever it is published; this one is not asked again. */
  public Iterator<Publication> rest() {
    Publication taken = next;
    return taken == null ? traffic : new Merged(List.of(taken).iterator(), traffic);
  }

  @Override
  public boolean hasNext() {
    if (next == null && traffic.hasNext()) {
      next = traffic.next();
    }
    return next != null && next.recordMillis() < end;
  }

  @Override
  public Publication next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("nothing more is published before the end");
    }
    Publication handedOn = next;
    next = null;
    return handedOn;
  }
}
