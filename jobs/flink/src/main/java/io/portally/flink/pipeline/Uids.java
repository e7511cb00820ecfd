package io.portally.flink.pipeline;

/**
 * The uid of every operator, first those of the main job. Savepoints find state by them: a uid is
 * never changed, never used again and never made from a configured name.
 */
public final class Uids {

  public static final String SOURCE = "events";
  public static final String ROUTE = "route";
  public static final String QUALITY = "quality";
  public static final String JOURNEY = "journey";
  public static final String TALLY = "tally";
  public static final String REJECTED = "rejected";
  public static final String LATE = "late";
  public static final String REJECTED_BY_JOURNEY = "rejected-by-journey";
  public static final String LATE_BY_JOURNEY = "late-by-journey";
  public static final String FACT_SINK = "fact-sink";
  public static final String DEAD_LETTER_SINK = "dead-letter-sink";
  public static final String LATE_EVENT_SINK = "late-event-sink";
  public static final String HEARTBEAT_TICKS = "heartbeat-ticks";
  public static final String HEARTBEAT_SINK = "heartbeat-sink";

  private Uids() {}

  /** Those that SlowClearanceJob has for itself; it reads events as the main job does. */
  public static final class SlowClearance {

    public static final String TOLD = "told";
    public static final String RULES = "rules";
    public static final String RULE_ROUTE = "rule-route";
    public static final String WATCH = "watch";
    public static final String ALERT_SINK = "alert-sink";
    public static final String RULE_LETTER_SINK = "rule-letter-sink";

    private SlowClearance() {}
  }
}
