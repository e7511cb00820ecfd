package io.portally.flink.operator;

import static io.portally.flink.fixture.ClearanceDraft.clearance;
import static io.portally.flink.fixture.Times.HOUR;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Leg;
import io.portally.events.Severity;
import io.portally.events.Stage;
import io.portally.flink.fixture.Harness;
import io.portally.flink.fixture.WatchHarness;
import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.JudgedRecord.Candidate;
import io.portally.flink.type.ToldAlert;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class WatchOperatorTest {

  private static final Duration TWO_HOURS = HOUR.multipliedBy(2);
  private static final Instant DUE = NINE.plus(TWO_HOURS);
  private static final Instant LATER = DUE.plus(HOUR);
  private static final Duration LONG_AFTER = Duration.ofDays(40);
  private static final RuleLog NO_RULES = WatchHarness.rulesPut();
  private static final RuleLog TWO_HOURS_TO_RELEASE = WatchHarness.rulesPut(rule(1, 120));

  @Test
  void anAlertOpensWhenEventTimeReachesTheThreshold() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A")).eventTime(DUE.minusMillis(1));
      assertThat(watch.news()).isEmpty();

      watch.eventTime(DUE);
      assertThat(watch.news()).containsExactly("SLOW OPEN 1");

      watch.send(released("A", LATER));
      assertThat(watch.news()).containsExactly("SLOW RESOLVED 1");
    }
  }

  @Test
  void nothingIsLeftWhateverTheOrderInWhichBeginAndEndCome() throws Exception {
    List<List<Candidate>> orders =
        List.of(
            List.of(lodged("A"), released("A", LATER)),
            List.of(released("A", LATER), lodged("A")),
            List.of(lodged("A")),
            List.of(released("A", LATER)));
    for (List<Candidate> order : orders) {
      try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
        for (Candidate candidate : order) {
          watch.send(candidate);
        }
        assertThat(watch.valuesInState()).isPositive();

        watch.eventTime(NINE.plus(LONG_AFTER));

        assertThat(watch.isAtRest()).as("%s", order).isTrue();
      }
    }
  }

  @Test
  void aDuplicateChangesNothing() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A"), lodged("A")).eventTime(DUE);
      watch.send(lodged("A"));

      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
    }
  }

  @Test
  void aRuleThatComesReachesWhatIsRunning() throws Exception {
    try (var watch = WatchHarness.open(NO_RULES)) {
      watch.send(lodged("A")).eventTime(DUE);
      assertThat(watch.news()).isEmpty();

      watch.rule(new RuleVerdict.Put(rule(1, 60))).settle();
      assertThat(watch.news()).containsExactly("SLOW OPEN 1");

      watch.rule(new RuleVerdict.Deleted("lodgement")).settle();
      assertThat(watch.news()).containsExactly("SLOW WITHDRAWN 1");
    }
  }

  @Test
  void anOlderVersionNeverReplacesANewerOne() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.rule(new RuleVerdict.Put(rule(7, 60))).settle();
      watch.rule(new RuleVerdict.Put(rule(6, 6_000))).settle();
      watch.send(lodged("A")).eventTime(NINE.plus(HOUR));

      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
    }
  }

  @Test
  void whatWasKnownAtTheStartIsNotTakenUpTwice() throws Exception {
    try (var watch = WatchHarness.open(WatchHarness.rulesPutFrom(4, rule(1, 120)))) {
      // Before the rule that is known was put, another one had been put and deleted.
      watch.rule(new RuleVerdict.Put(rule(9, 60)), 2).settle();
      watch.send(lodged("A")).eventTime(NINE.plus(HOUR));
      assertThat(watch.news()).isEmpty();

      watch.rule(new RuleVerdict.Put(rule(2, 60)), 5).settle();
      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
    }
  }

  @Test
  void recordsAndEventTimeGoOnWhileRulesAreAppliedInSlices() throws Exception {
    int consignments = 2_500;
    try (var watch = WatchHarness.open(NO_RULES)) {
      for (int i = 0; i < consignments; i++) {
        watch.send(lodged("C" + i));
      }
      watch.eventTime(DUE);
      watch.rule(new RuleVerdict.Put(rule(1, 60)));
      assertThat(watch.news()).isEmpty();

      watch.step();
      assertThat(watch.news()).hasSize(1_000);
      watch.send(lodged("NEW"));
      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
      // Meanwhile another rule: the first look is ended, and another one follows.
      watch.rule(new RuleVerdict.Put(rule(2, 6_000)));
      watch.settle();

      List<String> rest = watch.news();
      assertThat(rest).hasSize(1_001).containsOnly("SLOW WITHDRAWN 1");
    }
  }

  @Test
  void afterARestartAlertsFallDueAndRulesHoldAsBefore() throws Exception {
    OperatorSubtaskState kept;
    try (var watch = WatchHarness.open(NO_RULES)) {
      watch.rule(new RuleVerdict.Put(rule(3, 120))).settle();
      watch.send(lodged("A"), clearance().of("B").at(NINE.plus(HOUR)).candidate()).eventTime(DUE);
      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
      kept = watch.snapshot();
    }
    try (var watch = WatchHarness.restore(kept, 0, 1)) {
      watch.settle();
      assertThat(watch.news()).isEmpty();

      watch.eventTime(LATER);
      watch.send(released("A", LATER));

      assertThat(watch.news()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1");
    }
  }

  @Test
  void aRuleThatWasPutAfterTheCheckpointHoldsBeforeTheFirstRecordIsReadAgain() throws Exception {
    OperatorSubtaskState kept;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A")).eventTime(NINE);
      kept = watch.snapshot();
    }
    try (var watch = WatchHarness.restore(kept, WatchHarness.rulesPutFrom(1, rule(2, 600)), 0, 1)) {
      // By the rule before, it would have been open, and resolved for good.
      watch.eventTime(DUE);
      watch.send(released("A", LATER)).settle().eventTime(LATER.plus(HOUR));

      assertThat(watch.news()).isEmpty();
    }
  }

  @Test
  void aRuleWhoseLookWasCutShortByACrashIsAppliedAfterIt() throws Exception {
    OperatorSubtaskState kept;
    try (var watch = WatchHarness.open(NO_RULES)) {
      watch.send(lodged("A")).eventTime(DUE);
      watch.rule(new RuleVerdict.Put(rule(1, 60)));
      kept = watch.snapshot();
      assertThat(watch.news()).isEmpty();
    }
    try (var watch = WatchHarness.restore(kept, 0, 1)) {
      watch.settle();

      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
    }
  }

  @Test
  void atAnotherParallelismEachConsignmentIsWatchedOnce() throws Exception {
    OperatorSubtaskState kept;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      for (int i = 0; i < 100; i++) {
        watch.send(lodged("C" + i));
      }
      watch.eventTime(NINE);
      kept = watch.snapshot();
    }
    List<String> told = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (var watch = WatchHarness.restore(Harness.share(subtask, 1, 3, kept), subtask, 3)) {
        told.addAll(watch.settle().eventTime(DUE).news());
      }
    }
    assertThat(told).hasSize(100).containsOnly("SLOW OPEN 1");
  }

  @Test
  void whatComesBackThatIsKnownChangesNothing() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A")).eventTime(DUE);
      watch.send(released("A", LATER));
      List<AboutConsignment> told = watch.told();
      watch.news();

      for (AboutConsignment alert : told) {
        watch.send(alert);
      }
      watch.eventTime(LATER.plus(HOUR));
      assertThat(watch.news()).isEmpty();

      watch.eventTime(NINE.plus(LONG_AFTER));
      assertThat(watch.isAtRest()).isTrue();
    }
  }

  @Test
  void whatComesBackOnceItsConsignmentIsForgottenLeavesNothing() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A")).eventTime(DUE).eventTime(NINE.plus(LONG_AFTER));
      assertThat(watch.news()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");

      for (AboutConsignment alert : watch.told()) {
        watch.send(alert);
      }
      assertThat(watch.isAtRest()).isTrue();
    }
  }

  @Test
  void whatComesBackAndCannotBeReadIsPassedOver() throws Exception {
    ConsignmentKey key = ConsignmentKey.of("A");
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("B")).eventTime(DUE);
      AboutConsignment.Echo told = (AboutConsignment.Echo) watch.told().get(0);
      long life = ToldAlert.OF_OLD;
      watch.news();

      watch.send(
          new AboutConsignment.Echo(key, life, NINE.toString(), told.beganAt(), new byte[] {1}),
          new AboutConsignment.Echo(key, life, "at nine", told.beganAt(), told.value()),
          new AboutConsignment.Echo(key, life, NINE.toString(), "NOWHERE", told.value()));
      watch.eventTime(NINE.plus(LONG_AFTER));

      assertThat(watch.news()).containsExactly("SLOW WITHDRAWN 1");
      assertThat(watch.isAtRest()).isTrue();
    }
  }

  @Test
  void whatWasToldAfterTheCheckpointIsNotToldAgain() throws Exception {
    OperatorSubtaskState kept;
    List<AboutConsignment> told;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A"));
      kept = watch.snapshot();
      watch.eventTime(DUE).send(released("A", LATER));
      assertThat(watch.news()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1");
      told = watch.told();
    }
    AlertLog alerts = WatchHarness.alertsTold(told);
    try (var watch = WatchHarness.restore(kept, WatchHarness.rulesPut(), alerts, 0, 1)) {
      watch.settle().eventTime(DUE);
      watch.send(released("A", LATER)).eventTime(LATER.plus(HOUR));

      assertThat(watch.news()).isEmpty();
    }
  }

  @Test
  void whatWasToldAfterTheCheckpointIsKnownBeforeConsignmentsAreLookedAt() throws Exception {
    Rule longer = rule(2, 240);
    Instant dueAgain = DUE.plus(TWO_HOURS);
    OperatorSubtaskState kept;
    List<AboutConsignment> told;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A")).eventTime(DUE);
      kept = watch.snapshot();
      watch.rule(new RuleVerdict.Put(longer)).settle().eventTime(dueAgain);
      assertThat(watch.news()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1", "SLOW OPEN 2");
      told = watch.told();
    }
    RuleLog rules = WatchHarness.rulesPutFrom(1, longer);
    try (var watch = WatchHarness.restore(kept, rules, WatchHarness.alertsTold(told), 0, 1)) {
      // By what the state knows, the first look would withdraw the one that opened before.
      watch.settle().eventTime(dueAgain);
      watch.send(released("A", dueAgain.plus(HOUR)));

      assertThat(watch.news()).containsExactly("SLOW RESOLVED 2");
    }
  }

  @Test
  void whatHasBeenToldIsReadFromAMinuteBeforeTheCheckpointOn() throws Exception {
    List<Long> asked = new ArrayList<>();
    AlertLog log = (since, out) -> asked.add(since);
    OperatorSubtaskState kept;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE, log)) {
      watch.send(lodged("A"));
      kept = watch.snapshot();
    }
    try (var watch = WatchHarness.restore(kept, WatchHarness.rulesPut(), log, 0, 1)) {
      assertThat(watch.valuesInState()).isOne();
      assertThat(asked).containsExactly(0L, Harness.START.minus(MINUTE).toEpochMilli());
    }
  }

  @Test
  void atAnotherParallelismEachSubtaskTakesUpWhatWasToldOfItsOwn() throws Exception {
    int consignments = 100;
    OperatorSubtaskState kept;
    List<AboutConsignment> told;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      kept = watch.snapshot();
      for (int i = 0; i < consignments; i++) {
        watch.send(lodged("C" + i));
      }
      told = watch.eventTime(DUE).told();
    }
    AlertLog alerts = WatchHarness.alertsTold(told);
    int takenUp = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorSubtaskState share = Harness.share(subtask, 1, 3, kept);
      try (var watch = WatchHarness.restore(share, WatchHarness.rulesPut(), alerts, subtask, 3)) {
        takenUp += watch.valuesInState();
      }
    }
    assertThat(takenUp).isEqualTo(consignments);
  }

  @Test
  void anAlertThatALostLifeToldAndTheReplayWouldNotIsWithdrawn() throws Exception {
    OperatorSubtaskState kept;
    List<AboutConsignment> told;
    Candidate lateEnd = released("A", NINE.plus(HOUR));
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A"));
      kept = watch.snapshot();
      watch.eventTime(DUE);
      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
      told = watch.told();
    }
    try (var watch = WatchHarness.restore(kept, 0, 1)) {
      watch.settle().send(lateEnd);
      for (AboutConsignment alert : told) {
        watch.send(alert);
      }
      watch.eventTime(DUE);
      assertThat(watch.news()).isEmpty();

      watch.eventTime(LATER);
      assertThat(watch.news()).containsExactly("SLOW WITHDRAWN 1");
    }
  }

  @Test
  void aJobThatBeginsAnewTakesOverWhatStands() throws Exception {
    List<AboutConsignment> told;
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A"), lodged("B"), lodged("GONE")).eventTime(DUE);
      watch.send(released("A", LATER));
      told = watch.told();
    }
    // Meanwhile there is another rule, by which what has ended would not have been slow.
    RuleLog rules = WatchHarness.rulesPut(rule(2, 300));
    try (var watch = WatchHarness.open(rules, WatchHarness.alertsTold(told))) {
      watch.settle();
      watch.send(lodged("A"), lodged("B"), released("A", LATER)).eventTime(LATER.plus(HOUR));
      assertThat(watch.news()).containsExactlyInAnyOrder("SLOW WITHDRAWN 1", "SLOW WITHDRAWN 1");

      watch.eventTime(NINE.plus(Duration.ofHours(5)));
      assertThat(watch.news()).containsExactly("SLOW OPEN 2");

      watch.eventTime(NINE.plus(LONG_AFTER));
      assertThat(watch.isAtRest()).isTrue();
    }
  }

  @Test
  void aBoundedInputTellsWhatHasFallenDueByItsOwnTimeAndNoMore() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE)) {
      watch.send(lodged("A"), clearance().of("B").at(LATER).candidate()).eventTime(DUE);
      watch.endOfInput();

      assertThat(watch.news()).containsExactly("SLOW OPEN 1");
    }
  }

  @Test
  void aBoundedInputGoesOnToTheInstantThatIsOrdered() throws Exception {
    try (var watch = WatchHarness.open(TWO_HOURS_TO_RELEASE, LATER.plus(TWO_HOURS))) {
      watch.send(lodged("A"), clearance().of("B").at(LATER).candidate()).eventTime(DUE);
      watch.endOfInput();

      assertThat(watch.news()).containsExactly("SLOW OPEN 1", "SLOW OPEN 1");
    }
  }

  private static Candidate lodged(String consignment) {
    return clearance().of(consignment).event("lodged").candidate();
  }

  private static Candidate released(String consignment, Instant at) {
    return clearance().of(consignment).event("released").stage(Stage.RELEASED).at(at).candidate();
  }

  private static Rule rule(long version, int minutes) {
    return new Rule(
        "lodgement",
        version,
        Leg.LODGEMENT_TO_RELEASE,
        null,
        null,
        null,
        null,
        null,
        minutes,
        null,
        Severity.WARNING,
        true);
  }
}
