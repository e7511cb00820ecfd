package io.portally.flink.type;

import static io.portally.flink.fixture.ClearanceDraft.clearance;
import static io.portally.flink.fixture.MovementDraft.movement;

import io.portally.events.Movement;
import io.portally.flink.fixture.Cells;
import io.portally.flink.fixture.Times;
import io.portally.flink.type.JudgedRecord.Candidate;
import io.portally.flink.type.JudgedRecord.HeartbeatMark;
import io.portally.flink.type.JudgedRecord.Refused;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.Tally;
import io.portally.tally.measure.WindowTally;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Each type that crosses a shuffle or sits in state, in Flink's own suite for serializers. */
class SerializerSuiteTest {

  private static final Cell CELL =
      Cells.discharged(AreaLevel.PORT, "CNYTN", Granularity.MINUTE, Times.NINE);

  private static final RawRecord BARE =
      new RawRecord(EventTopic.CLEARANCE_EVENTS, 7, 42, -1, null, null, List.of());
  private static final RawRecord WITH_HEADERS =
      new RawRecord(
          EventTopic.CARGO_MOVEMENTS,
          0,
          Long.MAX_VALUE,
          Times.NINE.toEpochMilli(),
          new byte[0],
          new byte[] {(byte) 0xC3, 1},
          List.of(
              new RawRecord.Header("trace", new byte[] {1, 2, 3}),
              new RawRecord.Header("", null),
              new RawRecord.Header("n".repeat(70_000), new byte[0])));

  private static final RawRecord KEYED =
      new RawRecord(
          EventTopic.CLEARANCE_EVENTS,
          Integer.MAX_VALUE,
          1L << 40,
          Long.MIN_VALUE,
          new byte[] {3, 4},
          new byte[] {1, 2, 3, 4, 5},
          List.of(),
          2);

  @Nested
  class OfJudgedRecord extends OwnSerializerTestBase<JudgedRecord> {
    OfJudgedRecord() {
      super(
          PortallyTypes.JUDGED_RECORD,
          movement().candidate(),
          new Refused(BARE, Verdict.Ignored.INSTANCE),
          new HeartbeatMark(Times.NINE.toEpochMilli()),
          new HeartbeatMark(HeartbeatMark.MOVES_NOTHING));
    }
  }

  @Nested
  class OfCandidate extends OwnSerializerTestBase<Candidate> {
    OfCandidate() {
      super(
          PortallyTypes.CANDIDATE,
          movement().candidate(),
          clearance().candidate(),
          new Candidate(WITH_HEADERS, ConsignmentKey.of("UCR"), Long.MIN_VALUE),
          new Candidate(KEYED, ConsignmentKey.of("UCR"), Long.MAX_VALUE));
    }
  }

  @Nested
  class OfRefused extends OwnSerializerTestBase<Refused> {
    OfRefused() {
      super(
          PortallyTypes.REFUSED,
          new Refused(BARE, new Verdict.Rejected(Reason.UNDECODABLE, "no value")),
          new Refused(WITH_HEADERS, new Verdict.Rejected(Reason.BAD_CODE, "港".repeat(40_000))),
          new Refused(BARE, new Verdict.Late(Reason.WINDOW_CLOSED, "closed", 90_000_000)),
          new Refused(BARE, new Verdict.Late(Reason.NONE, "late", Long.MAX_VALUE)),
          new Refused(BARE, Verdict.Ignored.INSTANCE),
          new Refused(BARE, Verdict.Duplicate.INSTANCE),
          new Refused(BARE, Verdict.Accepted.INSTANCE));
    }
  }

  @Nested
  class OfConsignmentKey extends OwnSerializerTestBase<ConsignmentKey> {
    OfConsignmentKey() {
      super(
          PortallyTypes.CONSIGNMENT_KEY,
          ConsignmentKey.of("UCR-1"),
          new ConsignmentKey(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Override
    protected int getLength() {
      return 16;
    }
  }

  @Nested
  class OfJourneys extends OwnSerializerTestBase<Journeys> {
    OfJourneys() {
      super(
          PortallyTypes.JOURNEYS,
          new Journeys(),
          new Journeys(List.of(movement().record()), Journeys.NONE),
          new Journeys(
              List.of(
                  movement().movement(Movement.GATED_OUT).retractedIn(3).record(),
                  clearance().record()),
              Times.TEN.toEpochMilli()));
    }
  }

  @Nested
  class OfCell extends OwnSerializerTestBase<Cell> {
    OfCell() {
      super(PortallyTypes.CELL, CELL, Cells.part("CNSHA", Times.TEN));
    }

    @Override
    protected int getLength() {
      return 16;
    }
  }

  @Nested
  class OfContribution extends OwnSerializerTestBase<Contribution> {
    OfContribution() {
      super(
          PortallyTypes.CONTRIBUTION,
          Cells.oneBox(CELL),
          new Contribution(CELL, 0, new long[] {-1, Long.MIN_VALUE, 0}),
          new Contribution(CELL, 1, new long[1_000]));
    }
  }

  @Nested
  class OfWindowTally extends OwnSerializerTestBase<WindowTally> {
    OfWindowTally() {
      super(
          PortallyTypes.WINDOW_TALLY,
          new WindowTally(FactTable.THROUGHPUT),
          new WindowTally(new Tally(3, new long[] {1, 2, 3}), true, true),
          new WindowTally(FactTable.TRANSFER_TIMES),
          new WindowTally(Tally.of(3, new long[] {1, 2, 0, 80, 1}, 2), true, false));
    }
  }

  @Nested
  class OfRawAlert extends OwnSerializerTestBase<RawAlert> {
    OfRawAlert() {
      super(
          PortallyTypes.RAW_ALERT,
          new RawAlert(0, 0, -1, null),
          new RawAlert(7, Long.MAX_VALUE, Times.NINE.toEpochMilli(), new byte[0]),
          // Its length takes three bytes. A longer one would be most of the suite's work, which
          // copies it.
          new RawAlert(Integer.MAX_VALUE, 1, Long.MIN_VALUE, new byte[1 << 14]));
    }
  }

  @Nested
  class OfRow extends OwnSerializerTestBase<Row> {
    OfRow() {
      super(PortallyTypes.ROW, Cells.running(CELL, 1), Cells.complete(CELL, 2));
    }
  }
}
