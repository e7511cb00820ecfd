package io.portally.tally.slow;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.tally.area.Lifetimes;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.Journeys;
import io.portally.tally.journey.Wait;
import io.portally.tally.journey.Waits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what has to be told of a consignment's alerts as records come, as event time goes on and as
 * rules change.
 *
 * <p>While a wait goes on, the rule that holds for it now decides: what is open under another one
 * is withdrawn. Once it is over, it was judged by the rules of its time, and no later rule changes
 * that: it is judged again only if a record changes it. So with the same rules all the time, the
 * alerts that stand in the end are a function of the set of accepted records and of event time,
 * whatever the order of arrival. On the way, what an end that is late on the wire would have
 * prevented is raised and withdrawn.
 */
public final class Watch {

  /** There is nothing to be looked at again. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final List<AlertKind> KINDS = List.of(AlertKind.AT_RISK, AlertKind.SLOW);

  /**
   * What was told in a life of the job that was lost is believed for so long after event time has
   * come where it stood then: records that had been read are to be read again by then.
   */
  static final long BELIEF = 60_000;

  /** Up to so many waits are told apart faster one by one than by a set. */
  private static final int FEW = 16;

  private final Lifetimes lifetimes;

  public Watch(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  /**
   * An accepted record of the consignment.
   *
   * @param now how far event time has come, epoch milliseconds: all up to it has been seen
   * @param out takes what has to be told
   */
  public void accept(
      WatchedConsignment consignment,
      JourneyRecord record,
      RuleBook rules,
      long now,
      Consumer<Alert> out) {
    Journeys journeys = consignment.journeys();
    Set<Leg> legs = legsOf(consignment, rules);
    List<Wait> before = Waits.of(journeys, lifetimes.gap(), legs);
    journeys.remember(record.withoutFigures());
    List<Wait> after = Waits.of(journeys, lifetimes.gap(), legs);
    Set<Wait> unchanged = before.size() > FEW ? new HashSet<>(before) : Set.of();
    List<Judgement> judgements = new ArrayList<>(after.size());
    for (Wait wait : after) {
      boolean isChanged = before.size() > FEW ? !unchanged.contains(wait) : !before.contains(wait);
      judgements.add(new Judgement(wait, isChanged));
    }
    review(consignment, legs, judgements, now, rules, now, out);
    orderLook(consignment, after, rules, now);
  }

  /**
   * A look at what has become due since the one that was ordered.
   *
   * @param now as in {@link #accept}
   */
  public void reach(WatchedConsignment consignment, RuleBook rules, long now, Consumer<Alert> out) {
    look(consignment, consignment.journeys().wakeAt() - 1, rules, now, out);
  }

  /**
   * A look at what other rules make of what has not ended. Of all open consignments, so at nothing
   * but the legs that the rules are of; the rest can wait for the look that is ordered.
   *
   * @param changed the legs of which rules have changed
   */
  public void changeRules(
      WatchedConsignment consignment,
      Set<Leg> changed,
      RuleBook rules,
      long now,
      Consumer<Alert> out) {
    Journeys journeys = consignment.journeys();
    if (journeys.wakeAt() <= now) {
      look(consignment, now, rules, now, out);
      return;
    }
    List<Wait> waits = Waits.of(journeys, lifetimes.gap(), changed);
    review(consignment, changed, unchanged(waits), now, rules, now, out);
    journeys.wakeAt(Math.min(journeys.wakeAt(), nextLimit(waits, rules, now)));
  }

  /**
   * What has been told of an alert of the consignment, as it is read back from where it was
   * published. Mostly it is known here. Where it is not, an earlier life of the job told it and was
   * lost before it could remember: it is taken over, not told again, and put right only if event
   * time has passed it and it still does not hold.
   *
   * @param told the alert
   * @param toldAt the event time at which it was told, epoch milliseconds
   */
  public void hear(WatchedConsignment consignment, Raised told, long toldAt, long now) {
    List<Raised> raised = new ArrayList<>(consignment.raised());
    int at = 0;
    while (at < raised.size() && !raised.get(at).isSameAs(told)) {
      at++;
    }
    if (at < raised.size()
        && !told.isAheadOf(raised.get(at))
        && !told.isCorrectionOf(raised.get(at))) {
      return;
    }
    Raised held = told.held(toldAt + BELIEF);
    if (at < raised.size()) {
      raised.set(at, held);
    } else {
      raised.add(held);
    }
    consignment.raised(raised);
    Journeys journeys = consignment.journeys();
    if (journeys.wakeAt() <= now || journeys.wakeAt() > held.heldUntil()) {
      journeys.wakeAt(held.heldUntil());
    }
  }

  private void look(
      WatchedConsignment consignment,
      long decidedUpTo,
      RuleBook rules,
      long now,
      Consumer<Alert> out) {
    forget(consignment, now, out);
    Set<Leg> legs = legsOf(consignment, rules);
    List<Wait> waits = Waits.of(consignment.journeys(), lifetimes.gap(), legs);
    review(consignment, legs, unchanged(waits), decidedUpTo, rules, now, out);
    orderLook(consignment, waits, rules, now);
  }

  private static List<Judgement> unchanged(List<Wait> waits) {
    List<Judgement> judgements = new ArrayList<>(waits.size());
    for (Wait wait : waits) {
      judgements.add(new Judgement(wait, false));
    }
    return judgements;
  }

  /** The legs of which anything is to be told: those with a rule or with an alert. */
  private static Set<Leg> legsOf(WatchedConsignment consignment, RuleBook rules) {
    Set<Leg> ruled = rules.legs();
    Set<Leg> legs = ruled;
    for (Raised raised : consignment.raised()) {
      if (!legs.contains(raised.leg())) {
        legs = EnumSet.of(raised.leg());
        legs.addAll(ruled);
        consignment.raised().stream().map(Raised::leg).forEach(legs::add);
      }
    }
    return legs;
  }

  /** Lets go of journeys that have ended: nobody waits any longer for what is still open there. */
  private void forget(WatchedConsignment consignment, long now, Consumer<Alert> out) {
    Journeys journeys = consignment.journeys();
    long end = journeys.isEmpty() ? now : journeys.firstEnd(lifetimes);
    if (!Lifetimes.hasPassed(end, now)) {
      return;
    }
    journeys.forgetEnded(lifetimes, now);
    Set<Leg> legs = EnumSet.noneOf(Leg.class);
    consignment.raised().forEach(raised -> legs.add(raised.leg()));
    List<Wait> left = Waits.of(journeys, lifetimes.gap(), legs);
    List<Raised> kept = new ArrayList<>(0);
    for (Raised raised : consignment.raised()) {
      if (waitOf(raised, left) != null || raised.heldUntil() > now) {
        kept.add(raised);
      } else if (raised.isOpen()) {
        tell(consignment, raised.as(AlertStatus.WITHDRAWN, end), now, out);
      }
    }
    consignment.raised(kept);
  }

  /**
   * A wait that is judged.
   *
   * @param isChanged whether it has not been judged as it is
   */
  private record Judgement(Wait awaited, boolean isChanged) {

    /**
     * Whether it was judged by the rules of its time, and those of today do not matter.
     *
     * @param exceedsAt when it exceeds a limit, event time
     * @param decidedUpTo what it exceeded up to then has been told
     * @param now how far event time has come
     */
    boolean isDecided(long exceedsAt, long decidedUpTo, long now) {
      boolean hasJustExceeded = exceedsAt > decidedUpTo && exceedsAt <= now;
      return awaited.isOver() && !isChanged && !hasJustExceeded;
    }
  }

  /**
   * Judges all waits in some of the legs.
   *
   * @param judgements of all of them
   */
  private static void review(
      WatchedConsignment consignment,
      Set<Leg> legs,
      List<Judgement> judgements,
      long decidedUpTo,
      RuleBook rules,
      long now,
      Consumer<Alert> out) {
    Ledger ledger = new Ledger(consignment, legs, decidedUpTo, now, out);
    for (Judgement judgement : judgements) {
      Rule rule = rules.ruleFor(judgement.awaited());
      for (AlertKind kind : KINDS) {
        ledger.judge(kind, rule, judgement);
      }
    }
    ledger.withdrawRest();
  }

  private static @Nullable Wait waitOf(Raised raised, List<Wait> waits) {
    for (Wait wait : waits) {
      if (raised.isOf(wait)) {
        return wait;
      }
    }
    return null;
  }

  /** After how long a rule raises an alert of the kind, in milliseconds; {@link #NEVER}. */
  private static long limit(AlertKind kind, @Nullable Rule rule) {
    if (rule == null) {
      return NEVER;
    }
    return kind == AlertKind.AT_RISK ? rule.atRisk() : rule.threshold();
  }

  private static long exceedsAt(AlertKind kind, @Nullable Rule rule, Wait wait) {
    long limit = limit(kind, rule);
    return limit == NEVER ? NEVER : wait.exceedsAt(limit);
  }

  private static void tell(
      WatchedConsignment consignment, Raised raised, long now, Consumer<Alert> out) {
    out.accept(new Alert(consignment.consignmentId(), raised, now));
  }

  /**
   * Orders the next look: at the first limit that is not reached, at the latest when a journey is
   * let go. One that is ordered for earlier stays: to look once more costs less than to take it
   * back.
   */
  private void orderLook(
      WatchedConsignment consignment, List<Wait> waits, RuleBook rules, long now) {
    Journeys journeys = consignment.journeys();
    long next = journeys.isEmpty() ? NEVER : journeys.firstEnd(lifetimes);
    for (Raised raised : consignment.raised()) {
      if (raised.heldUntil() > now) {
        next = Math.min(next, raised.heldUntil());
      }
    }
    next = Math.min(next, nextLimit(waits, rules, now));
    boolean isOrdered = journeys.wakeAt() > now && journeys.wakeAt() <= next;
    if (!isOrdered) {
      journeys.wakeAt(next);
    }
  }

  /** When any of those that wait reaches the first limit that it has not reached. */
  private static long nextLimit(List<Wait> waits, RuleBook rules, long now) {
    long next = NEVER;
    for (Wait wait : waits) {
      Rule rule = rules.ruleFor(wait);
      for (AlertKind kind : KINDS) {
        long at = exceedsAt(kind, rule, wait);
        if (at > now && at < wait.overAt()) {
          next = Math.min(next, at);
        }
      }
    }
    return next;
  }

  /** The alerts of a consignment in some legs while they are judged. */
  private static final class Ledger {

    private final WatchedConsignment consignment;
    private final long decidedUpTo;
    private final long now;
    private final Consumer<Alert> out;

    /** Those that were raised; of its own from the first change on. */
    private List<Raised> raised;

    private boolean isChanged;

    /** Of which it has been decided, or is not to be: for each that was raised, by index. */
    private final boolean[] settled;

    Ledger(
        WatchedConsignment consignment,
        Set<Leg> legs,
        long decidedUpTo,
        long now,
        Consumer<Alert> out) {
      this.consignment = consignment;
      this.decidedUpTo = decidedUpTo;
      this.now = now;
      this.out = out;
      this.raised = consignment.raised();
      this.settled = new boolean[raised.size()];
      for (int i = 0; i < settled.length; i++) {
        settled[i] = !legs.contains(raised.get(i).leg());
      }
    }

    /**
     * Decides on the alerts of a kind for a wait.
     *
     * @param rule that holds for it, or null
     */
    void judge(AlertKind kind, @Nullable Rule rule, Judgement judgement) {
      Wait wait = judgement.awaited();
      long exceedsAt = exceedsAt(kind, rule, wait);
      boolean isDecided = judgement.isDecided(exceedsAt, decidedUpTo, now);
      int own = -1;
      for (int i = 0; i < settled.length; i++) {
        Raised known = raised.get(i);
        if (known.kind() != kind || settled[i] || !known.isOf(wait)) {
          continue;
        }
        settled[i] = true;
        boolean isOwn = rule != null && known.ruleId().equals(rule.ruleId());
        if (known.isHeld() && holds(known, wait, isOwn ? rule : null, exceedsAt)) {
          replace(i, known.believed());
          isDecided |= wait.isOver() && (isOwn || known.status() == AlertStatus.RESOLVED);
        } else if (known.heldUntil() > now) {
          isDecided |= isOwn;
          continue;
        } else if (known.isHeld() || (known.isOpen() && wait.isOver())) {
          // It was heard of and does not hold.
          isDecided = false;
        }
        if (isOwn) {
          own = i;
        } else if (!isDecided) {
          withdraw(i);
        }
      }
      if (!isDecided && rule != null && exceedsAt != NEVER) {
        judge(kind, rule, wait, exceedsAt, own);
      } else if (!isDecided && own >= 0) {
        withdraw(own);
      }
    }

    /**
     * Whether what was heard is what is known here by now. What was resolved under another version
     * of a rule, or another rule, was so by the rules of its time.
     *
     * @param own the rule that it was raised under, where that holds now
     * @param ownExceedsAt when the wait exceeds its limit
     */
    private boolean holds(Raised heard, Wait wait, @Nullable Rule own, long ownExceedsAt) {
      boolean isOfThisVersion = own != null && heard.ruleVersion() == own.version();
      long exceedsAt = own == null ? NEVER : ownExceedsAt;
      boolean isOverAsHeard = wait.isOver() && heard.endedAt() == wait.overAt();
      return switch (heard.status()) {
        case OPEN -> !wait.isOver() && exceedsAt <= now;
        case RESOLVED ->
            isOverAsHeard
                && wait.outcome() == Wait.Outcome.COME
                && !(isOfThisVersion && wait.overAt() <= exceedsAt);
        case WITHDRAWN ->
            (wait.isOver() && wait.overAt() <= exceedsAt)
                || (isOverAsHeard && wait.outcome() == Wait.Outcome.MOOT);
        case UNKNOWN -> false;
      };
    }

    private void judge(AlertKind kind, Rule rule, Wait wait, long exceedsAt, int own) {
      if (wait.overAt() <= exceedsAt) {
        if (own >= 0) {
          withdraw(own);
        }
      } else if (exceedsAt > now) {
        // Another subtask may have seen more of event time before a restart.
        if (own >= 0 && raised.get(own).dueAt() != wait.startedAt() + rule.threshold()) {
          withdraw(own);
        }
      } else {
        stand(kind, rule, wait, own);
      }
    }

    /** It has taken longer than its limit. */
    private void stand(AlertKind kind, Rule rule, Wait wait, int own) {
      switch (wait.outcome()) {
        case WAITING -> {
          if (own < 0 || !raised.get(own).isOpen()) {
            open(kind, rule, wait, own);
          }
        }
        case COME -> {
          int at =
              own < 0 || raised.get(own).status() == AlertStatus.WITHDRAWN
                  ? open(kind, rule, wait, own)
                  : own;
          if (raised.get(at).isOpen() || raised.get(at).endedAt() != wait.overAt()) {
            set(at, raised.get(at).as(AlertStatus.RESOLVED, wait.overAt()));
          }
        }
        case MOOT -> {
          int at = own < 0 ? open(kind, rule, wait, own) : own;
          if (raised.get(at).status() != AlertStatus.WITHDRAWN) {
            set(at, raised.get(at).as(AlertStatus.WITHDRAWN, wait.overAt()));
          }
        }
      }
    }

    /** Opens it anew, or again. */
    private int open(AlertKind kind, Rule rule, Wait wait, int own) {
      int occurrence = own < 0 ? 1 : raised.get(own).occurrence() + 1;
      int at = own < 0 ? raised.size() : own;
      set(at, Raised.open(kind, rule, wait, occurrence));
      return at;
    }

    private void withdraw(int at) {
      Raised known = raised.get(at);
      if (known.status() != AlertStatus.WITHDRAWN) {
        set(at, known.as(AlertStatus.WITHDRAWN, Math.max(now, known.startedAt())));
      }
    }

    private void set(int at, Raised changed) {
      replace(at, changed);
      tell(consignment, changed, now, out);
    }

    private void replace(int at, Raised changed) {
      if (!isChanged) {
        raised = new ArrayList<>(raised);
        isChanged = true;
      }
      if (at == raised.size()) {
        raised.add(changed);
      } else {
        raised.set(at, changed);
      }
      consignment.raised(raised);
    }

    /** What was raised for a wait that is none any more, or has never been one. */
    void withdrawRest() {
      for (int i = 0; i < settled.length; i++) {
        if (!settled[i] && raised.get(i).heldUntil() <= now) {
          withdraw(i);
        }
      }
    }
  }
}
