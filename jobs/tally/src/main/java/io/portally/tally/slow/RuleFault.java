package io.portally.tally.slow;

/** Why a rule is refused: a closed list. The word in headers is the name. */
public enum RuleFault {
  /** The value does not decode to its last byte under a known schema. */
  UNDECODABLE,
  /** The ruleId is empty, too long or has control characters. */
  BAD_IDENTIFIER,
  /** The record's key is not the ruleId, so that compaction would keep or drop another rule. */
  KEY_MISMATCH,
  /** The version is negative. */
  BAD_VERSION,
  /** A word that is not known: leg, area level, direction, mode, programme or severity. */
  BAD_CODE,
  /** Only one of areaLevel and areaCode is set, or the register has no such area. */
  UNKNOWN_AREA,
  /** thresholdMinutes is out of bounds. */
  BAD_THRESHOLD,
  /** atRiskMinutes is out of bounds, or not below the threshold. */
  BAD_AT_RISK
}
