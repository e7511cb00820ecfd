package io.portally.simulator.traffic;

/** Which arrangements are in force. */
public enum Era {
  /** Transfers within the Greater Bay Area take 5 to 7 days; there is no combined port. */
  BEFORE_REFORM,
  /** They take 2 to 3 days, under the combined port. */
  AFTER_REFORM;

  Spread gbaTransfer() {
    return this == BEFORE_REFORM ? Figures.GBA_TRANSFER_BEFORE : Figures.GBA_TRANSFER;
  }
}
