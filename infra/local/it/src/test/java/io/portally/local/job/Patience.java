package io.portally.local.job;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How tests wait for the stack. Each look is a login, a consumer or a request, and so is work for
 * the machine that the jobs are to get on with.
 */
final class Patience {

  private static final Duration FIRST_LOOK = Duration.ofMillis(100);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private Patience() {}

  static ConditionFactory await() {
    return Awaitility.await().pollDelay(FIRST_LOOK).pollInterval(BETWEEN_LOOKS);
  }
}
