package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.tally.area.Register;
import io.portally.tally.measure.FactTable;

/**
 * {@link FactTable#SINGLE_WINDOW_ACTIVITY}: declarations at their first lodgement, by the service
 * of the single window that it was lodged with. Those without service and category are left out,
 * and so are those outside China.
 *
 * @param register where the ports lie
 */
record SingleWindowActivity(Register register) implements FirstOfStage.Count {

  @Override
  public Milestone stage() {
    return Milestone.LODGED;
  }

  @Override
  public boolean counts(ClearanceRecord version) {
    return version.singleWindowService() != 0
        && version.singleWindowCategory() != 0
        && register.isInNation(version.port(), Register.CHINA);
  }

  @Override
  public long dimensions(ClearanceRecord version) {
    return FactTable.SINGLE_WINDOW_ACTIVITY.pack(
        version.singleWindowCategory(),
        version.singleWindowService(),
        version.direction().ordinal());
  }
}
