package io.portally.alerts.notify;

import io.portally.alerts.open.Labels;
import io.portally.alerts.open.Usual;
import org.jspecify.annotations.Nullable;

/** What is usual, as far as it is known. Never waits: an alert does not wait for its comparison. */
@FunctionalInterface
public interface UsualLengths {

  /** Nothing is known. */
  UsualLengths UNKNOWN = labels -> null;

  /** How long that leg usually takes at that port; null where it is not known. */
  @Nullable Usual of(Labels labels);
}
