package io.portally.simulator.traffic;

import java.time.Instant;
import java.util.Iterator;
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
