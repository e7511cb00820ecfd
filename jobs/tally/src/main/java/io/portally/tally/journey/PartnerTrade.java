package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.tally.area.Register;
import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;

/**
 * {@link FactTable#PARTNER_TRADE}: declarations at their first release in China, by the country
 * that is traded with and the chapter of the Harmonized System.
 *
 * @param register where the ports lie
 */
record PartnerTrade(Register register) implements FirstOfStage.Count {

  @Override
  public Milestone stage() {
    return Milestone.RELEASED;
  }

  @Override
  public boolean counts(ClearanceRecord version) {
    return register.isInNation(version.port(), Register.CHINA);
  }

  @Override
  public long dimensions(ClearanceRecord version) {
    return FactTable.PARTNER_TRADE.pack(
        Dimension.Country.code(version.partnerCountry()),
        version.direction().ordinal(),
        version.hsChapter());
  }
}
