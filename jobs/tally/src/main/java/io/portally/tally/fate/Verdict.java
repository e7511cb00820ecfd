package io.portally.tally.fate;

/**
 * A fate with its reason and, where the record is set aside, a sentence for the person who reads
 * it.
 */
public sealed interface Verdict {

  Fate fate();

  Reason reason();

  /** Nothing speaks against the record. */
  record Accepted() implements Verdict {
    public static final Accepted INSTANCE = new Accepted();

    @Override
    public Fate fate() {
      return Fate.ACCEPTED;
    }

    @Override
    public Reason reason() {
      return Reason.NONE;
    }
  }

  /** The version of the event has been accepted before. */
  record Duplicate() implements Verdict {
    public static final Duplicate INSTANCE = new Duplicate();

    @Override
    public Fate fate() {
      return Fate.DUPLICATE;
    }

    @Override
    public Reason reason() {
      return Reason.NONE;
    }
  }

  /** A plan or an estimate. */
  record Ignored() implements Verdict {
    public static final Ignored INSTANCE = new Ignored();

    @Override
    public Fate fate() {
      return Fate.IGNORED;
    }

    @Override
    public Reason reason() {
      return Reason.NONE;
    }
  }

  /**
   * The record cannot be counted.
   *
   * @param why a sentence with the value and what to do about it
   */
  record Rejected(Reason reason, String why) implements Verdict {
    @Override
    public Fate fate() {
      return Fate.REJECTED;
    }
  }

  /**
   * The record comes too late to be counted.
   *
   * @param reason {@link Reason#WINDOW_CLOSED}, or {@link Reason#NONE} where the allowed lateness
   *     says it
   * @param why a sentence that says how late
   * @param millis how long after the event time (or that of an accepted version of the event) the
   *     record was published
   */
  record Late(Reason reason, String why, long millis) implements Verdict {
    @Override
    public Fate fate() {
      return Fate.LATE;
    }
  }
}
