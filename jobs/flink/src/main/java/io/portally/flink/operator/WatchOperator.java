package io.portally.flink.operator;

import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.events.SlowClearance;
import io.portally.flink.metric.JobCounter;
import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.RuleRecord;
import io.portally.flink.type.ToldAlert;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.tally.Definitions;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.Admission;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.RecordReader;
import io.portally.tally.slow.Alert;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleBook;
import io.portally.tally.slow.RuleVerdict;
import io.portally.tally.slow.Watch;
import io.portally.tally.slow.WatchedConsignment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Watches consignments by their accepted records, under rules that come on the second input, and
 * tells of alerts as {@link Watch} decides. After a restart it reads what was told after the
 * checkpoint that it goes on from, before it looks at anything. What a lost life tells even later
 * comes back to it, as all does; what comes back of its own life it knows.
 *
 * <p>Consignments have no timers: they are millions. A queue holds when each is to be looked at,
 * which is made from the state anew after a restart. When rules change, all consignments are looked
 * at, a few at a time: between two slices records and watermarks go on. Whoever is looked at
 * otherwise meanwhile is judged by the new rules already.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class WatchOperator extends AbstractStreamOperator<ToldAlert>
    implements TwoInputStreamOperator<AboutConsignment, RuleRecord, ToldAlert> {

  private static final long serialVersionUID = 1L;

  /** A slice takes some milliseconds. */
  private static final int CONSIGNMENTS_IN_A_SLICE = 1_000;

  /**
   * From a slice to the next one, in milliseconds: records have as much of the time as slices have.
   * A million consignments take five seconds and what the slices take.
   */
  public static final int BETWEEN_SLICES = 5;

  /** By how much clocks may differ, in milliseconds: so much more is read of what was told. */
  private static final long CLOCKS_DIFFER = 60_000;

  private final Definitions definitions;
  private final RuleLog ruleLog;
  private final AlertLog alertLog;
  private final @Nullable Instant boundedAsOf;

  private transient RecordReader records;
  private transient Admission admission;
  private transient Watch watch;
  private transient SingleObjectDecoder alerts;
  private transient long life;
  private transient FateCounters fates;
  private transient Map<AlertStatus, Counter> told;
  private transient Counter rulesChanged;
  private transient WatermarkMemory watermark;
  private transient ValueState<WatchedConsignment> state;
  private transient BroadcastState<String, Rule> rules;
  private transient BroadcastState<Integer, Long> rulesReadUpTo;
  private transient ListState<Long> takenAt;

  /** What was told before, by the clock, is in the state: epoch milliseconds. */
  private transient long toldIsKnownTo;

  private transient RuleBook book;
  private transient LookQueue looks;

  /** Those that are looked at because rules have changed; null while none are. */
  private transient LookQueue.@Nullable Keys sweep;

  /** How many of them have been looked at. */
  private transient int swept;

  /** For which legs they are looked at. */
  private transient Set<Leg> sweptLegs;

  /** Of which legs rules have changed since the sweep began. */
  private transient Set<Leg> changedMeanwhile;

  /**
   * Watches consignments.
   *
   * @param ruleLog tells which rules hold before the first record
   * @param alertLog tells what has been told that the state does not know
   * @param boundedAsOf of a bounded input, event time goes so far and no further; null: as far as
   *     its watermarks
   */
  public WatchOperator(
      Definitions definitions, RuleLog ruleLog, AlertLog alertLog, @Nullable Instant boundedAsOf) {
    this.definitions = definitions;
    this.ruleLog = ruleLog;
    this.alertLog = alertLog;
    this.boundedAsOf = boundedAsOf;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    StateGuard.check(definitions, context);
    watermark = new WatermarkMemory(States.watermark(), context);
    takenAt = context.getOperatorStateStore().getUnionListState(States.takenAt());
    toldIsKnownTo = earliest(takenAt.get());
    rules = context.getOperatorStateStore().getBroadcastState(States.rules());
    rulesReadUpTo = context.getOperatorStateStore().getBroadcastState(States.rulesReadUpTo());
    List<Rule> known = new ArrayList<>();
    rules.immutableEntries().forEach(rule -> known.add(rule.getValue()));
    book = RuleBook.of(definitions.register(), known);
    Map<Integer, Long> readUpTo = new HashMap<>();
    rulesReadUpTo.immutableEntries().forEach(at -> readUpTo.put(at.getKey(), at.getValue()));
    for (RuleRecord.Change change : ruleLog.changesSince(readUpTo)) {
      take(change);
    }
  }

  /** Less what clocks may differ by; 0 where the state does not say, or is empty. */
  private static long earliest(Iterable<Long> instants) {
    long earliest = Long.MAX_VALUE;
    for (long instant : instants) {
      earliest = Math.min(earliest, instant);
    }
    return earliest == Long.MAX_VALUE ? 0 : Math.max(0, earliest - CLOCKS_DIFFER);
  }

  @Override
  public void open() throws Exception {
    super.open();
    records = definitions.recordReader();
    admission = definitions.admission();
    watch = new Watch(definitions.lifetimes());
    alerts = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);
    life = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    fates = new FateCounters(getMetricGroup());
    told = new EnumMap<>(AlertStatus.class);
    told.put(AlertStatus.OPEN, JobCounter.ALERTS_OPENED.in(getMetricGroup()));
    told.put(AlertStatus.RESOLVED, JobCounter.ALERTS_RESOLVED.in(getMetricGroup()));
    told.put(AlertStatus.WITHDRAWN, JobCounter.ALERTS_WITHDRAWN.in(getMetricGroup()));
    rulesChanged = JobCounter.RULES_CHANGED.in(getMetricGroup());
    state = getRuntimeContext().getState(States.watchedConsignment());
    sweptLegs = EnumSet.noneOf(Leg.class);
    changedMeanwhile = EnumSet.noneOf(Leg.class);
    looks = new LookQueue();
    this.<ConsignmentKey>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            States.watchedConsignment(),
            (consignment, kept) -> looks.enter(kept.value().journeys().wakeAt(), consignment));
    alertLog.toldSince(toldIsKnownTo, this::recall);
    if (looks.size() > 0) {
      // Rules may have changed before the crash, and not all consignments been looked at.
      beginSweep(EnumSet.allOf(Leg.class));
    }
  }

  @Override
  public void processElement1(StreamRecord<AboutConsignment> input) throws Exception {
    if (input.getValue() instanceof JudgedRecord.Candidate candidate) {
      accept(candidate);
    } else if (input.getValue() instanceof AboutConsignment.Echo echo && echo.life() != life) {
      hear(echo);
    }
  }

  private void accept(JudgedRecord.Candidate candidate) throws Exception {
    WatchedConsignment known = state.value();
    WatchedConsignment consignment =
        known == null ? WatchedConsignment.unknown(idOf(candidate)) : known;
    JourneyRecord record = records.read(candidate.raw().topic(), candidate.raw().value());
    Verdict verdict =
        admission.judge(
            consignment.journeys(), record, candidate.raw().timestamp(), watermark.current());
    fates.count(verdict.fate());
    if (verdict instanceof Verdict.Accepted) {
      long ordered = consignment.journeys().wakeAt();
      watch.accept(consignment, record, book, now(), this::tell);
      keep(candidate.key(), consignment, ordered);
    }
  }

  /** An alert that was told before this life began, of any subtask's consignments. */
  private void recall(AboutConsignment.Echo echo) throws Exception {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            echo.key(), task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
    if (subtask == task.getIndexOfThisSubtask()) {
      setCurrentKey(echo.key());
      hear(echo);
    }
  }

  /** An alert of another life. */
  private void hear(AboutConsignment.Echo echo) throws Exception {
    Alert alert = alertIn(echo);
    if (alert == null) {
      LOG.warn("an alert of {} cannot be read; it is passed over", echo.key());
      return;
    }
    WatchedConsignment known = state.value();
    WatchedConsignment consignment =
        known == null ? WatchedConsignment.unknown(alert.consignmentId()) : known;
    long ordered = consignment.journeys().wakeAt();
    watch.hear(consignment, alert.raised(), alert.toldAt(), now());
    keep(echo.key(), consignment, ordered);
  }

  /** Null where it is none that this job can have told. */
  private @Nullable Alert alertIn(AboutConsignment.Echo echo) {
    if (!(alerts.decode(echo.value()) instanceof Decoded.Event event)) {
      return null;
    }
    try {
      long toldAt = Instant.parse(echo.toldAt()).toEpochMilli();
      SlowClearance told = (SlowClearance) event.record();
      return Alert.of(told, echo.beganAt(), toldAt, definitions.register());
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private String idOf(JudgedRecord.Candidate candidate) {
    return records.consignmentId(candidate.raw().topic(), candidate.raw().value());
  }

  /**
   * Keeps what is known now, and orders the next look.
   *
   * @param ordered for when the look is ordered that is in the queue, if any
   */
  private void keep(ConsignmentKey key, WatchedConsignment consignment, long ordered)
      throws Exception {
    if (consignment.isForgotten()) {
      state.clear();
      return;
    }
    state.update(consignment);
    long wakeAt = consignment.journeys().wakeAt();
    if (wakeAt != ordered) {
      looks.enter(wakeAt, key);
    }
  }

  private void tell(Alert alert) {
    Counter counter = told.get(alert.raised().status());
    if (counter != null) {
      counter.inc();
    }
    output.collect(new StreamRecord<>(new ToldAlert(alert, life)));
  }

  /** How far event time has come, as far as alerts are concerned. */
  private long now() {
    return boundedAsOf == null
        ? watermark.current()
        : Math.min(watermark.current(), boundedAsOf.toEpochMilli());
  }

  // Event time.

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark.advance(mark.getTimestamp());
    if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp()) {
      reach(now());
    } else {
      endInput();
    }
    super.processWatermark(mark);
  }

  /** That an input ends says nothing about event time; an instant that was ordered does. */
  private void endInput() throws Exception {
    while (sweep != null) {
      lookAtSlice();
    }
    if (boundedAsOf != null) {
      watermark.advance(boundedAsOf.toEpochMilli());
      reach(now());
    }
  }

  private void reach(long now) throws Exception {
    while (looks.first() <= now) {
      long ordered = looks.first();
      ConsignmentKey key = looks.take();
      if (key == null) {
        return;
      }
      setCurrentKey(key);
      WatchedConsignment consignment = state.value();
      // A look that was ordered for another instant since then is in the queue too.
      if (consignment != null && consignment.journeys().wakeAt() == ordered) {
        watch.reach(consignment, book, now, this::tell);
        keep(key, consignment, ordered);
      }
    }
  }

  // Rules.

  @Override
  public void processElement2(StreamRecord<RuleRecord> input) throws Exception {
    if (!(input.getValue() instanceof RuleRecord.Change change)) {
      throw new IllegalStateException("what is refused changes no rules: " + input.getValue());
    }
    Set<Leg> legs = book.legsChangedBy(change.verdict());
    if (take(change)) {
      rulesChanged.inc();
      beginSweep(legs);
    }
  }

  /** Takes a change over, unless it is known already; whether it changes anything. */
  private boolean take(RuleRecord.Change change) throws Exception {
    Long readUpTo = rulesReadUpTo.get(change.partition());
    if (readUpTo != null && change.offset() < readUpTo) {
      return false;
    }
    rulesReadUpTo.put(change.partition(), change.offset() + 1);
    if (!book.isChangedBy(change.verdict())) {
      return false;
    }
    if (change.verdict() instanceof RuleVerdict.Put put) {
      rules.put(put.rule().ruleId(), put.rule());
    } else if (change.verdict() instanceof RuleVerdict.Deleted deleted) {
      rules.remove(deleted.ruleId());
    }
    book = book.with(change.verdict());
    return true;
  }

  /** Looks at those legs of all consignments, after what is being looked at already. */
  private void beginSweep(Set<Leg> legs) {
    if (sweep != null) {
      changedMeanwhile.addAll(legs);
      return;
    }
    sweptLegs = legs;
    changedMeanwhile = EnumSet.noneOf(Leg.class);
    sweep = looks.keys();
    swept = 0;
    orderSlice();
  }

  private void orderSlice() {
    // What the callback throws fails the task.
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + BETWEEN_SLICES,
                at -> sweepOn());
  }

  private void sweepOn() throws Exception {
    lookAtSlice();
    if (sweep != null) {
      orderSlice();
    }
  }

  private void lookAtSlice() throws Exception {
    LookQueue.Keys keys = sweep;
    if (keys == null) {
      return;
    }
    int end = Math.min(keys.count(), swept + CONSIGNMENTS_IN_A_SLICE);
    for (; swept < end; swept++) {
      ConsignmentKey key = keys.get(swept);
      setCurrentKey(key);
      WatchedConsignment consignment = state.value();
      if (consignment != null) {
        long ordered = consignment.journeys().wakeAt();
        watch.changeRules(consignment, sweptLegs, book, now(), this::tell);
        keep(key, consignment, ordered);
      }
    }
    if (swept == keys.count()) {
      sweep = null;
      if (!changedMeanwhile.isEmpty()) {
        beginSweep(changedMeanwhile);
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watermark.snapshot();
    takenAt.update(List.of(getProcessingTimeService().getCurrentProcessingTime()));
  }
}
