package io.portally.alerts.open;

import io.portally.events.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * What never changes while an alert is open, and by which a burst is grouped.
 *
 * @param kind why the alert was raised; only what is slow may page anybody
 * @param severity {@code warning} or {@code critical}
 * @param port UN/LOCODE
 * @param region null where the port is in none
 * @param leg as in the contract, such as LODGEMENT_TO_RELEASE
 * @param rule the rule's id
 */
public record Labels(
    AlertKind kind,
    String severity,
    String port,
    @Nullable String region,
    String leg,
    String rule) {

  /** Whether somebody may be woken by it. */
  public boolean mayPage() {
    return kind == AlertKind.SLOW;
  }
}
