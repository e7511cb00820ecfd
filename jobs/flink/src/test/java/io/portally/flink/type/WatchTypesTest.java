package io.portally.flink.type;

import static io.portally.flink.fixture.ClearanceDraft.clearance;
import static io.portally.flink.fixture.MovementDraft.movement;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.flink.fixture.Rules;
import io.portally.flink.fixture.Times;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.journey.Wait;
import io.portally.tally.slow.Alert;
import io.portally.tally.slow.Raised;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleFault;
import io.portally.tally.slow.RuleVerdict;
import io.portally.tally.slow.WatchedConsignment;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The types of the job for slow clearances, in Flink's own suite for serializers. */
class WatchTypesTest {

  private static final int YANTIAN = Rules.REGISTER.portOrdinal("CNYTN");

  private static final Rule BARE =
      new Rule(
          "港",
          Long.MAX_VALUE,
          Leg.TRANSFER,
          null,
          null,
          null,
          null,
          null,
          1,
          null,
          Severity.CRITICAL,
          false);
  private static final Rule FULL =
      new Rule(
          "r".repeat(64),
          0,
          Leg.ARRIVAL_TO_LODGEMENT,
          AreaLevel.REGION,
          "GBA",
          Direction.DOMESTIC,
          Mode.OTHER,
          Programme.DUTY_GUARANTEE,
          527_040,
          527_039,
          Severity.WARNING,
          true);

  private static final Raised OPEN =
      new Raised(
          AlertKind.AT_RISK,
          "rule",
          Leg.LODGEMENT_TO_RELEASE,
          YANTIAN,
          "D",
          null,
          Times.NINE.toEpochMilli(),
          1,
          AlertStatus.OPEN,
          3,
          Severity.WARNING,
          YANTIAN,
          Milestone.RELEASED,
          Times.TEN.toEpochMilli(),
          Wait.NOT_OVER,
          Raised.NOT_HELD);
  private static final Raised WITHDRAWN =
      new Raised(
          AlertKind.SLOW,
          "另",
          Leg.TRANSFER,
          0,
          null,
          "CSQU3054383",
          Long.MIN_VALUE,
          Integer.MAX_VALUE,
          AlertStatus.WITHDRAWN,
          Long.MAX_VALUE,
          Severity.CRITICAL,
          YANTIAN,
          Milestone.GATED_OUT,
          -1,
          0,
          Times.NOON.toEpochMilli());

  @Nested
  class OfRule extends OwnSerializerTestBase<Rule> {
    OfRule() {
      super(PortallyTypes.RULE, BARE, FULL);
    }
  }

  @Nested
  class OfRuleRecord extends OwnSerializerTestBase<RuleRecord> {
    OfRuleRecord() {
      super(
          PortallyTypes.RULE_RECORD,
          new RuleRecord.Change(0, 1L << 40, new RuleVerdict.Put(FULL)),
          new RuleRecord.Change(7, 0, new RuleVerdict.Deleted("港")),
          new RuleRecord.Refused(0, 3, -1, null, null, List.of(), RuleFault.KEY_MISMATCH, "no key"),
          new RuleRecord.Refused(
              0,
              4,
              Times.NINE.toEpochMilli(),
              new byte[] {1},
              new byte[0],
              List.of(new RawRecord.Header("trace", null)),
              RuleFault.UNDECODABLE,
              ""));
    }
  }

  @Nested
  class OfWatchedConsignment extends OwnSerializerTestBase<WatchedConsignment> {
    OfWatchedConsignment() {
      super(
          PortallyTypes.WATCHED_CONSIGNMENT,
          WatchedConsignment.unknown("UCR"),
          new WatchedConsignment(
              "单",
              new Journeys(
                  List.of(movement().record(), clearance().record()), Times.TEN.toEpochMilli()),
              List.of(OPEN, WITHDRAWN)));
    }
  }

  @Nested
  class OfToldAlert extends OwnSerializerTestBase<ToldAlert> {
    OfToldAlert() {
      super(
          PortallyTypes.TOLD_ALERT,
          new ToldAlert(new Alert("UCR", OPEN, Times.NINE.toEpochMilli()), 1),
          new ToldAlert(new Alert("单", WITHDRAWN, Long.MIN_VALUE), Long.MAX_VALUE));
    }
  }

  @Nested
  class OfAboutConsignment extends OwnSerializerTestBase<AboutConsignment> {
    OfAboutConsignment() {
      super(
          PortallyTypes.ABOUT_CONSIGNMENT,
          movement().candidate(),
          new AboutConsignment.Echo(
              ConsignmentKey.of("UCR"), 7, Times.NINE.toString(), "CNTAO", new byte[] {1, 2}),
          new AboutConsignment.Echo(ConsignmentKey.of("单"), ToldAlert.OF_OLD, "", "", new byte[0]));
    }
  }

  @Test
  void aCopyOfAConsignmentGoesItsOwnWay() {
    WatchedConsignment one =
        new WatchedConsignment("UCR", new Journeys(List.of(), 7), List.of(OPEN));
    WatchedConsignment copy = one.copy();
    copy.journeys().remember(movement().record());
    copy.journeys().wakeAt(8);

    assertThat(one.journeys().isEmpty()).isTrue();
    assertThat(one.journeys().wakeAt()).isEqualTo(7);
    assertThat(one.raised()).containsExactly(OPEN);
  }
}
