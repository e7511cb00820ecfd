package io.portally.tally.slow;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.tally.area.AreaLevel;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * From when on a leg is slow, and for whom: an {@link SlaRule} against which nothing speaks.
 *
 * @param ruleId identifies it
 * @param version grows with each change of it
 * @param leg whose length is watched
 * @param areaLevel filter, together with {@code areaCode}; null: everywhere
 * @param areaCode code of an area of the register; null: everywhere
 * @param direction filter; null: any
 * @param mode filter; null: any
 * @param programme filter; null: whatever the programme
 * @param thresholdMinutes slow is what has taken longer than so many minutes
 * @param atRiskMinutes at risk is what has taken longer than so many; null: there is no such notice
 * @param severity how urgent an alert is
 * @param enabled false: it is kept, and applies to nothing
 */
public record Rule(
    String ruleId,
    long version,
    Leg leg,
    @Nullable AreaLevel areaLevel,
    @Nullable String areaCode,
    @Nullable Direction direction,
    @Nullable Mode mode,
    @Nullable Programme programme,
    int thresholdMinutes,
    @Nullable Integer atRiskMinutes,
    Severity severity,
    boolean enabled)
    implements Serializable {

  private static final long MILLIS_PER_MINUTE = 60_000;

  /**
   * A rule that has been judged.
   *
   * @throws IllegalArgumentException if {@link RuleJudge} refuses it for a code that is not known
   */
  static Rule of(SlaRule rule) {
    return new Rule(
        rule.getRuleId(),
        rule.getVersion(),
        rule.getLeg(),
        rule.getAreaLevel() == null ? null : AreaLevel.valueOf(rule.getAreaLevel().name()),
        rule.getAreaCode(),
        rule.getDirection(),
        rule.getMode(),
        rule.getProgramme(),
        rule.getThresholdMinutes(),
        rule.getAtRiskMinutes(),
        rule.getSeverity(),
        rule.getEnabled());
  }

  /** In milliseconds. */
  public long threshold() {
    return thresholdMinutes * MILLIS_PER_MINUTE;
  }

  /** In milliseconds; {@link Long#MAX_VALUE} where there is no such notice. */
  public long atRisk() {
    return atRiskMinutes == null ? Long.MAX_VALUE : atRiskMinutes * MILLIS_PER_MINUTE;
  }

  /** How many filters are set: the more, the more specific. */
  int filters() {
    return (areaLevel == null ? 0 : 1)
        + (direction == null ? 0 : 1)
        + (mode == null ? 0 : 1)
        + (programme == null ? 0 : 1);
  }
}
