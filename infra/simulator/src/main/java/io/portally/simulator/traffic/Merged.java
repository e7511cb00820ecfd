package io.portally.simulator.traffic;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two traffics as one, in the order of record timestamps. */
public final class Merged implements Iterator<Publication> {

  private final Iterator<Publication> one;
  private final Iterator<Publication> other;
  private @Nullable Publication nextOfOne;
  private @Nullable Publication nextOfOther;

  /** Each is in that order by itself. */
  public Merged(Iterator<Publication> one, Iterator<Publication> other) {
    this.one = one;
    this.other = other;
  }

  @Override
  public boolean hasNext() {
    if (nextOfOne == null && one.hasNext()) {
      nextOfOne = one.next();
    }
    if (nextOfOther == null && other.hasNext()) {
      nextOfOther = other.next();
    }
    return nextOfOne != null || nextOfOther != null;
  }

  @Override
  public Publication next() {
    if (!hasNext()) {
      throw new NoSuchElementException("both traffics have ended");
    }
    Publication first = nextOfOne;
    Publication second = nextOfOther;
    if (first != null && (second == null || first.recordMillis() <= second.recordMillis())) {
      nextOfOne = null;
      return first;
    }
    nextOfOther = null;
    return Objects.requireNonNull(second);
  }
}
