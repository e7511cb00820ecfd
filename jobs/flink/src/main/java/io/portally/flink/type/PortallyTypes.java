package io.portally.flink.type;

import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.WindowTally;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.WatchedConsignment;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types that cross a shuffle or sit in state. */
public final class PortallyTypes {

  public static final TypeInformation<JudgedRecord> JUDGED_RECORD =
      OwnType.of(JudgedRecord.class, new JudgedRecordSerializer());
  public static final TypeInformation<JudgedRecord.Candidate> CANDIDATE =
      OwnType.of(JudgedRecord.Candidate.class, new CandidateSerializer());
  public static final TypeInformation<JudgedRecord.Refused> REFUSED =
      OwnType.of(JudgedRecord.Refused.class, new RefusedSerializer());
  public static final TypeInformation<ConsignmentKey> CONSIGNMENT_KEY =
      OwnType.ofKey(ConsignmentKey.class, new ConsignmentKeySerializer());
  public static final TypeInformation<Journeys> JOURNEYS =
      OwnType.of(Journeys.class, new JourneysSerializer());
  public static final TypeInformation<Cell> CELL = OwnType.ofKey(Cell.class, new CellSerializer());
  public static final TypeInformation<Contribution> CONTRIBUTION =
      OwnType.of(Contribution.class, new ContributionSerializer());
  public static final TypeInformation<WindowTally> WINDOW_TALLY =
      OwnType.of(WindowTally.class, new WindowTallySerializer());
  public static final TypeInformation<RawAlert> RAW_ALERT =
      OwnType.of(RawAlert.class, new RawAlertSerializer());
  public static final TypeInformation<Row> ROW = OwnType.of(Row.class, new RowSerializer());
  public static final TypeInformation<AboutConsignment> ABOUT_CONSIGNMENT =
      OwnType.of(AboutConsignment.class, new AboutConsignmentSerializer());
  public static final TypeInformation<RuleRecord> RULE_RECORD =
      OwnType.of(RuleRecord.class, new RuleRecordSerializer());
  public static final TypeInformation<Rule> RULE = OwnType.of(Rule.class, new RuleSerializer());
  public static final TypeInformation<WatchedConsignment> WATCHED_CONSIGNMENT =
      OwnType.of(WatchedConsignment.class, new WatchedConsignmentSerializer());
  public static final TypeInformation<ToldAlert> TOLD_ALERT =
      OwnType.of(ToldAlert.class, new ToldAlertSerializer());

  private PortallyTypes() {}
}
