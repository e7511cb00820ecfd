package io.portally.bench.alerts;

import io.portally.bench.latency.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What went on when each clearance fell due, and how long its alert took for all that. Each group
 * is told once: as soon as it is asked for with all its alerts come.
 */
final class Circumstances {

  private static final long NOT_YET = Long.MAX_VALUE;

  /** Who was due so shortly before the pause may have been caught in it. */
  private static final Duration CAUGHT = Duration.ofSeconds(1);

  private final AlertPlan plan;
  private final Dues dues;
  private final EventTime eventTime;
  private final IntPredicate isOfRuledPort;
  private final AlertSightings sightings;
  private final @Nullable Announcements announcements;
  private final Consumer<AlertObservation.Group> whole;
  private final List<Circumstance> untold = new ArrayList<>();
  private final List<AlertObservation.Group> groups = new ArrayList<>();
  private long caughtFrom = NOT_YET;
  private long thawedAt = NOT_YET;
  private long ruledAt = NOT_YET;

  /**
   * One of them.
   *
   * @param members the numbers of the clearances that fell due meanwhile
   */
  private record Circumstance(String name, IntPredicate members) {}

  /**
   * All of them, none of which has begun.
   *
   * @param isOfRuledPort whether a clearance is of the port whose rule is changed
   * @param announcements null where nobody is told
   * @param whole takes a group when all its alerts have come
   */
  Circumstances(
      AlertPlan plan,
      Dues dues,
      EventTime eventTime,
      IntPredicate isOfRuledPort,
      AlertSightings sightings,
      @Nullable Announcements announcements,
      Consumer<AlertObservation.Group> whole) {
    this.plan = plan;
    this.dues = dues;
    this.eventTime = eventTime;
    this.isOfRuledPort = isOfRuledPort;
    this.sightings = sightings;
    this.announcements = announcements;
    this.whole = whole;
  }

  /** The first of the many at once are over. */
  void firstBurstIsOver() {
    begin("%,d in a second".formatted(plan.atOnce()), each -> dues.isOfBurst(each, 0));
    tellWhole();
  }

  /** The TaskManager is about to be frozen. */
  void freeze() {
    caughtFrom = System.currentTimeMillis() - CAUGHT.toMillis();
    begin("all along", steady(each -> passedAt(each) < caughtFrom));
  }

  /** It goes on. */
  void thaw() {
    thawedAt = System.currentTimeMillis();
    begin("due in a pause of %d s".formatted(plan.pause().toSeconds()), steady(this::isCaught));
  }

  /** The second of the many at once are over. */
  void secondBurstIsOver() {
    begin("%,d in a second after it".formatted(plan.atOnce()), each -> dues.isOfBurst(each, 1));
    tellWhole();
  }

  /**
   * Another rule came.
   *
   * @param instant at which the broker had it, epoch milliseconds
   */
  void changeRule(long instant) {
    ruledAt = instant;
    begin("after it", steady(each -> passedAt(each) >= thawedAt && passedAt(each) < ruledAt));
    begin(
        "while another port's rule changes",
        steady(each -> passedAt(each) >= ruledAt && !isOfRuledPort.test(each)));
  }

  /** All are over: whatever is still missing never comes. */
  List<AlertObservation.Group> end() {
    untold.forEach(each -> tell(groupOf(each)));
    untold.clear();
    return List.copyOf(groups);
  }

  /** From the end of the pause to the last alert that was more than a second behind for it. */
  double catchUpSeconds() {
    long last =
        IntStream.range(0, dues.count())
            .filter(each -> dues.isSteady(each) && passedAt(each) >= caughtFrom)
            .filter(each -> sightings.takenAt(each) - passedAt(each) > 1_000)
            .mapToLong(sightings::takenAt)
            .max()
            .orElse(thawedAt);
    return (last - thawedAt) / 1e3;
  }

  private void begin(String name, IntPredicate members) {
    untold.add(new Circumstance(name, members));
  }

  private IntPredicate steady(IntPredicate members) {
    return each -> dues.isSteady(each) && members.test(each);
  }

  private boolean isCaught(int each) {
    long passed = passedAt(each);
    return passed >= caughtFrom && passed < thawedAt;
  }

  private void tellWhole() {
    untold.removeIf(
        circumstance -> {
          AlertObservation.Group group = groupOf(circumstance);
          if (group.isWhole()) {
            tell(group);
          }
          return group.isWhole();
        });
  }

  private void tell(AlertObservation.Group group) {
    groups.add(group);
    whole.accept(group);
  }

  private AlertObservation.Group groupOf(Circumstance circumstance) {
    int[] numbers = IntStream.range(0, dues.count()).filter(circumstance.members()).toArray();
    return new AlertObservation.Group(
        circumstance.name(),
        delays(numbers, sightings::takenAt),
        announcements == null ? null : delays(numbers, announcements::toldAt));
  }

  /**
   * @param at when an alert had come there; 0 where it has not
   */
  private AlertObservation.Delays delays(int[] numbers, IntToLongFunction at) {
    int[] come = IntStream.of(numbers).filter(each -> at.applyAsLong(each) > 0).toArray();
    return new AlertObservation.Delays(
        numbers.length - come.length,
        Percentiles.of(
            IntStream.of(come).mapToDouble(each -> at.applyAsLong(each) - dues.of(each)).toArray()),
        Percentiles.of(
            IntStream.of(come)
                .mapToDouble(each -> at.applyAsLong(each) - firesAt(each))
                .toArray()));
  }

  /** When event time had come far enough on the topics. */
  private long passedAt(int each) {
    return eventTime
        .passedAt(dues.of(each) + AlertRuns.OUT_OF_ORDERNESS.toMillis())
        .orElse(NOT_YET);
  }

  /** The same, or when the pause ended for what it caught. */
  private long firesAt(int each) {
    return isCaught(each) ? thawedAt : passedAt(each);
  }
}
