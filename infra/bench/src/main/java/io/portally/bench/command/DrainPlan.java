package io.portally.bench.command;

import io.portally.bench.measure.Measurement;
import io.portally.bench.report.Comparison;
import io.portally.bench.report.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The order of runs. The two of a pair take turns, so that a machine that becomes slower or faster
 * meanwhile favours nobody, and of every second pair the other one begins (ABBA).
 */
final class DrainPlan {

  /** Does runs. */
  interface Runs {

    /** One that has the machine to itself. */
    Measurement alone(Contender contender);

    /** Two in turns, the first of them started first; what each took, in that order. */
    List<Measurement> inTurns(Contender first, Contender second);
  }

  /** One run that the machine favours must not decide whether it is quiet. */
  private static final int FEWEST_AGAINST_ITSELF = 4;

  private final Contender base;
  private final int pairs;
  private final Runs runs;
  private final List<Measurement> all = new ArrayList<>();
  private final Map<String, Measurement> firstOnThem = new HashMap<>();

  /**
   * A plan.
   *
   * @param base what all others are compared with
   */
  DrainPlan(Contender base, int pairs, Runs runs) {
    this.base = base;
    this.pairs = pairs;
    this.runs = runs;
  }

  /** A run that counts in no ratio: it says what an engine does where nothing is beside it. */
  void alone(Contender contender) {
    all.add(runs.alone(contender));
  }

  /** With a few pairs at least, whatever was ordered. */
  Comparison againstItself() {
    return against(base, "itself", Math.max(pairs, FEWEST_AGAINST_ITSELF));
  }

  Comparison against(Contender other) {
    return against(other, other.label(), pairs);
  }

  /** All runs so far, in their order. */
  List<Measurement> runs() {
    return List.copyOf(all);
  }

  private Comparison against(Contender other, String label, int times) {
    List<Pair> done = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < times; i++) {
      boolean baseFirst = i % 2 == 0;
      List<Measurement> both = baseFirst ? runs.inTurns(base, other) : runs.inTurns(other, base);
      all.addAll(both);
      Pair pair = new Pair(both.get(baseFirst ? 0 : 1), both.get(baseFirst ? 1 : 0));
      same &= isSameTable(pair.base()) && isSameTable(pair.other());
      done.add(pair);
    }
    return Comparison.of(label, same, done);
  }

  /** Whether the run wrote what the first one on the same topics did. */
  private boolean isSameTable(Measurement run) {
    if (run.checksum() == null) {
      return true;
    }
    Measurement first = firstOnThem.computeIfAbsent(run.topics(), topics -> run);
    return Objects.equals(first.checksum(), run.checksum());
  }
}
