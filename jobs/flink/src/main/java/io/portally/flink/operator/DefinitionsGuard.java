package io.portally.flink.operator;

import io.portally.tally.Definitions;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * State holds codes that only its own definitions can read (a port's ordinal in the register), so
 * it is never taken up under others.
 */
final class DefinitionsGuard {

  private DefinitionsGuard() {}

  static void check(Definitions definitions, StateInitializationContext context) throws Exception {
    ListState<String> kept =
        context.getOperatorStateStore().getUnionListState(States.definitions());
    String fingerprint = definitions.fingerprint();
    for (String written : kept.get()) {
      if (!written.equals(fingerprint)) {
        throw new IllegalStateException(
            "the state was written under other definitions (%s) than the configured ones (%s): start without state in a new generation, or restore register, zone and bounds"
                .formatted(written, fingerprint));
      }
    }
    kept.clear();
    kept.add(fingerprint);
  }
}
