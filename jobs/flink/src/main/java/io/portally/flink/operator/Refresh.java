package io.portally.flink.operator;

import io.portally.tally.area.Granularity;
import java.io.Serializable;
import java.time.Duration;

/**
 * How often a row that goes on changing is sent: processing time, by the length of its window.
 * Longer windows change relatively less with each event, and each sending costs the database a row.
 */
public record Refresh(Duration minute, Duration hour, Duration day) implements Serializable {

  /** For how long the first row of a window is held, so that it may be complete when it is sent. */
  public Duration first() {
    return minute.multipliedBy(2).dividedBy(5);
  }

  public Duration of(Granularity granularity) {
    return switch (granularity) {
      case MINUTE -> minute;
      case HOUR -> hour;
      case DAY -> day;
    };
  }
}
