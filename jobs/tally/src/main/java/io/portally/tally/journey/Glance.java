package io.portally.tally.journey;

import io.portally.events.Milestone;

/**
 * What is seen of a consignment's remembered records without reading them. It may see more than
 * takes part in any figure (what was taken back is seen as well), but never less.
 *
 * @param milestones a bit for each {@link Milestone} that any record tells, by ordinal
 * @param programmes a bit for each programme that any record declares, by ordinal
 */
record Glance(int milestones, int programmes) {

  /**
   * Whether any of those is there.
   *
   * @param milestones a bit for each, by ordinal
   */
  boolean seesAny(int milestones) {
    return (this.milestones & milestones) != 0;
  }

  /** The same after one more record. */
  Glance with(JourneyRecord record) {
    return new Glance(
        milestones | bit(record.milestone()), programmes | Change.programmesOf(record));
  }

  static int bit(Milestone milestone) {
    return 1 << milestone.ordinal();
  }
}
