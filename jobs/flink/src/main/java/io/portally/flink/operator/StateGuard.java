package io.portally.flink.operator;

import io.portally.tally.Definitions;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * State holds codes that only its own definitions can read (a port's ordinal in the register), and
 * what it remembers stands in its own generation's rows alone. So it is never taken up under other
 * definitions, nor for another generation.
 */
final class StateGuard {

  private StateGuard() {}

  /**
   * Refuses foreign state, and marks what is written from now on.
   *
   * @throws ForeignStateException if it belongs to other definitions or to another generation
   */
  static void check(Definitions definitions, int generation, StateInitializationContext context)
      throws Exception {
    check(definitions, context);
    checkGeneration(
        generation, context.getOperatorStateStore().getUnionListState(States.generation()));
  }

  /**
   * The same where no generation stands behind the state.
   *
   * @throws ForeignStateException if it belongs to other definitions
   */
  static void check(Definitions definitions, StateInitializationContext context) throws Exception {
    checkDefinitions(
        definitions.fingerprint(),
        context.getOperatorStateStore().getUnionListState(States.definitions()));
  }

  private static void checkDefinitions(String fingerprint, ListState<String> kept)
      throws Exception {
    for (String written : kept.get()) {
      if (!written.equals(fingerprint)) {
        throw new ForeignStateException(
            "the state was written under other definitions (%s) than the configured ones (%s): restore register, zone and bounds; or make a new generation (./portally generation new) and start there without state"
                .formatted(written, fingerprint));
      }
    }
    kept.clear();
    kept.add(fingerprint);
  }

  private static void checkGeneration(int generation, ListState<Integer> kept) throws Exception {
    for (int written : kept.get()) {
      if (written != generation) {
        throw new ForeignStateException(
            "the state belongs to generation %1$d, and generation %2$d is to be written: its rows from before the savepoint would be missing. Go on with portally.generation: %1$d, or start generation %2$d without state"
                .formatted(written, generation));
      }
    }
    kept.clear();
    kept.add(generation);
  }
}
