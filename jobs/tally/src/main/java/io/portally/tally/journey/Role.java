package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.events.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part that what happens to a consignment can play in facts, such as a declaration's release or
 * an end of a leg. Whether a version plays it depends on that version alone. One that is taken
 * back, or of an empty box, plays none.
 *
 * @param <K> what the part is played for, and by which facts are told apart: a declaration, say
 */
final class Role<K> {

  private static final int ALL_STAGES;

  static {
    int stages = 0;
    for (Stage stage : Stage.values()) {
      stages |= Glance.bit(ClearanceRecord.milestoneOf(stage));
    }
    ALL_STAGES = stages;
  }

  private final int milestones;
  private final Function<JourneyRecord, @Nullable K> keys;

  private Role(int milestones, Function<JourneyRecord, @Nullable K> keys) {
    this.milestones = milestones;
    this.keys = keys;
  }

  /**
   * Played by versions that tell the milestone.
   *
   * @param keys what a version plays it for; null where it does not play it
   */
  static <K> Role<K> of(Milestone milestone, Function<JourneyRecord, @Nullable K> keys) {
    return new Role<>(Glance.bit(milestone), keys);
  }

  /** Played by versions that tell one of the milestones. */
  static <K> Role<K> ofAny(
      Iterable<Milestone> milestones, Function<JourneyRecord, @Nullable K> keys) {
    int bits = 0;
    for (Milestone milestone : milestones) {
      bits |= Glance.bit(milestone);
    }
    return new Role<>(bits, keys);
  }

  /** Played for its declaration by whatever tells the stage. */
  static Role<String> ofDeclaration(Milestone stage) {
    return of(stage, Role::declarationOf);
  }

  /** The same for one of two stages. */
  static Role<String> ofDeclaration(Milestone one, Milestone other) {
    return new Role<>(Glance.bit(one) | Glance.bit(other), Role::declarationOf);
  }

  private static String declarationOf(JourneyRecord version) {
    return ((ClearanceRecord) version).declarationId();
  }

  /** Played by clearance events of any stage. */
  static <K> Role<K> ofAnyStage(Function<ClearanceRecord, @Nullable K> keys) {
    return new Role<>(ALL_STAGES, version -> keys.apply((ClearanceRecord) version));
  }

  /** What the version plays the role for; null where it does not play it. */
  @Nullable K keyOf(JourneyRecord version) {
    return version.standsForGoods() && mayBePlayedAs(version.milestone())
        ? keys.apply(version)
        : null;
  }

  private boolean mayBePlayedAs(Milestone milestone) {
    return (milestones & Glance.bit(milestone)) != 0;
  }

  /** The milestones of which one has to be told, a bit for each by ordinal. */
  int milestones() {
    return milestones;
  }
}
