package io.portally.flink.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The counters of the jobs, by name. They begin at 0 with each restart and count again what is read
 * again; figures to trust are in the tables. A name is part of what users watch: it is changed only
 * with a word in the changelog.
 */
public enum JobCounter {
  RECORDS_ACCEPTED("recordsAccepted", "journey, watch", "Records that count."),
  RECORDS_DUPLICATE(
      "recordsDuplicate",
      "journey, watch",
      "Records whose event and version had been accepted before."),
  RECORDS_LATE(
      "recordsLate", "journey, quality, watch", "Records that went to the topic of late events."),
  RECORDS_REJECTED(
      "recordsRejected",
      "journey, quality, watch",
      "Records that went to the topic of dead letters."),
  RECORDS_IGNORED("recordsIgnored", "quality", "Plans and estimates, which do not count."),
  ROWS_WRITTEN(
      "rowsWritten",
      "facts",
      "Rows sent to the database, those that the guard turned down included."),
  ROWS_REFUSED(
      "rowsRefused",
      "facts",
      "Rows that the database refused, kept in refused_rows. Alert above 0."),
  HEARTBEATS_SENT("heartbeatsSent", "heartbeats", "Heartbeats that a broker has taken."),
  HEARTBEATS_DROPPED(
      "heartbeatsDropped",
      "heartbeats",
      "Heartbeats that no broker took in time. Event time stands still meanwhile."),
  CONTRIBUTIONS_TO_CLOSED_WINDOWS(
      "contributionsToClosedWindows",
      "tally",
      "Counts that came to a window whose earlier count is gone: a defect of the job. Alert above 0."),
  ALERTS_OPENED("alertsOpened", "watch", "Alerts that were opened, for the first time or again."),
  ALERTS_RESOLVED("alertsResolved", "watch", "Alerts whose milestone has come."),
  ALERTS_WITHDRAWN("alertsWithdrawn", "watch", "Alerts of which what raised them no longer holds."),
  RULES_CHANGED("rulesChanged", "watch", "Rules that were put or deleted, on each subtask."),
  RULES_REFUSED("rulesRefused", "rules", "Rules that went to the topic of dead letters.");

  private final String metricName;
  private final String operators;
  private final String meaning;

  JobCounter(String metricName, String operators, String meaning) {
    this.metricName = metricName;
    this.operators = operators;
    this.meaning = meaning;
  }

  /** The name under which Flink reports it. */
  public String metricName() {
    return metricName;
  }

  /** The operators that count it, by name; where there are several, their sum tells all. */
  public String operators() {
    return operators;
  }

  /** What it says, as a sentence. */
  public String meaning() {
    return meaning;
  }

  /** Registers the counter for one operator or task. */
  public Counter in(MetricGroup metrics) {
    return metrics.counter(metricName);
  }

  /** Registers a counter of the caller's own kind. */
  public <C extends Counter> C in(MetricGroup metrics, C counter) {
    return metrics.counter(metricName, counter);
  }
}
