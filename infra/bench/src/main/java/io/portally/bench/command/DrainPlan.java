package io.portally.bench.command;

import io.portally.bench.measure.Measurement;
import io.portally.bench.report.Comparison;
import io.portally.bench.report.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The order of runs. Each pair is two runs one after the other, and every second pair is the other
 * way round (ABBA), so that a machine that becomes slower or faster meanwhile favours nobody.
 */
final class DrainPlan {

  /** One run that the machine favours must not decide whether it is quiet. */
  private static final int FEWEST_AGAINST_ITSELF = 4;

  private final Contender base;
  private final int pairs;
  private final Function<Contender, Measurement> runs;
  private final List<Measurement> all = new ArrayList<>();
  private final Map<String, Measurement> firstOnThem = new HashMap<>();

  /**
   * A plan.
   *
   * @param base what all others are compared with
   * @param runs does one run
   */
  DrainPlan(Contender base, int pairs, Function<Contender, Measurement> runs) {
    this.base = base;
    this.pairs = pairs;
    this.runs = runs;
  }

  /** A run that counts for nothing: after it, files are cached and the database has its size. */
  void warmUp() {
    Measurement unused = runs.apply(base);
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
      Measurement first = run(baseFirst ? base : other);
      Measurement second = run(baseFirst ? other : base);
      Pair pair = baseFirst ? new Pair(first, second) : new Pair(second, first);
      same &= isSameTable(pair.base()) && isSameTable(pair.other());
      done.add(pair);
    }
    return Comparison.of(label, same, done);
  }

  private Measurement run(Contender contender) {
    Measurement measurement = runs.apply(contender);
    all.add(measurement);
    return measurement;
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
