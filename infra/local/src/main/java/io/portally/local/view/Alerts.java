package io.portally.local.view;

import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.WaitingOn;
import java.time.Duration;
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
 * @param ended what has been resolved lately, the last first
 */
public record Alerts(
    Map<Severity, Long> open,
    long atRisk,
    long resolved,
    long withdrawn,
    List<Waiting> waiting,
    List<Ended> ended) {

  /** There has been none. */
  public static final Alerts NONE = new Alerts(Map.of(), 0, 0, 0, List.of(), List.of());

  public Alerts {
    open = Map.copyOf(open);
    waiting = List.copyOf(waiting);
    ended = List.copyOf(ended);
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

  /**
   * What waited at one port for one thing, which has come.
   *
   * @param port UN/LOCODE
   * @param milestone that has come
   * @param alerts how many are resolved
   * @param shortest how long the shortest of these legs took
   * @param longest how long the longest of them took
   * @param last when the milestone came the last time
   */
  public record Ended(
      String port,
      Milestone milestone,
      long alerts,
      Duration shortest,
      Duration longest,
      Instant last) {}
}
