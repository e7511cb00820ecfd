package io.portally.local.view;

import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.WaitingOn;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The alerts of slow clearances as they stand.
 *
 * @param open by severity; notices that something is at risk apart
 * @param atRisk open notices
 * @param resolved alerts whose leg has ended
 * @param withdrawn alerts that nobody has to look at any more
 * @param waiting what is open, the most urgent and most frequent first
 */
public record Alerts(
    Map<Severity, Long> open, long atRisk, long resolved, long withdrawn, List<Waiting> waiting) {

  /** There has been none. */
  public static final Alerts NONE = new Alerts(Map.of(), 0, 0, 0, List.of());

  public Alerts {
    open = Map.copyOf(open);
    waiting = List.copyOf(waiting);
  }

  /**
   * What waits at one port for one thing.
   *
   * @param port UN/LOCODE
   * @param waitingFor the milestone that has not come
   * @param waitingOn who acts next
   * @param alerts how many are open
   * @param since when the longest of them began
   */
  public record Waiting(
      Severity severity,
      String port,
      Milestone waitingFor,
      WaitingOn waitingOn,
      long alerts,
      Instant since) {}
}
