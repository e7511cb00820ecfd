package io.portally.flink.type;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.ClearanceRecord;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.Journeys;
import io.portally.tally.journey.MovementRecord;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.Tally;
import io.portally.tally.measure.WindowTally;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any value of each type that its constructor's documentation allows. */
final class Anything {

  private static final int MOST_PORTS = 1 << 14;

  private Anything() {}

  static Arbitrary<JourneyRecord> journeyRecord() {
    return Arbitraries.oneOf(movementRecord(), clearanceRecord());
  }

  static Arbitrary<Journeys> journeys() {
    return Combinators.combine(journeyRecord().list().ofMaxSize(20), Arbitraries.longs())
        .as(Journeys::new);
  }

  static Arbitrary<JudgedRecord> judgedRecord() {
    return Arbitraries.oneOf(
        candidate(), refused(), Arbitraries.longs().map(JudgedRecord.HeartbeatMark::new));
  }

  static Arbitrary<JudgedRecord.Candidate> candidate() {
    return Combinators.combine(rawRecord(), consignmentKey(), Arbitraries.longs())
        .as(JudgedRecord.Candidate::new);
  }

  static Arbitrary<JudgedRecord.Refused> refused() {
    return Combinators.combine(rawRecord(), verdict()).as(JudgedRecord.Refused::new);
  }

  static Arbitrary<ConsignmentKey> consignmentKey() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(ConsignmentKey::new);
  }

  static Arbitrary<Cell> cell() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Cell::new);
  }

  static Arbitrary<Contribution> contribution() {
    return Combinators.combine(cell(), Arbitraries.longs(), measures()).as(Contribution::new);
  }

  static Arbitrary<Row> row() {
    return Combinators.combine(cell(), Arbitraries.longs(), Arbitraries.of(true, false), measures())
        .as(Row::new);
  }

  static Arbitrary<WindowTally> windowTally() {
    return Combinators.combine(tally(), Arbitraries.of(true, false), Arbitraries.of(true, false))
        .as(WindowTally::new);
  }

  /** Some of them with a sketch. */
  private static Arbitrary<Tally> tally() {
    Arbitrary<long[]> sums = Arbitraries.longs().array(long[].class).ofMinSize(1).ofMaxSize(12);
    Arbitrary<SortedMap<Integer, Long>> buckets =
        Arbitraries.maps(
                Arbitraries.integers().between(0, 2_200),
                Arbitraries.longs().filter(count -> count != 0))
            .ofMaxSize(400)
            .map(TreeMap::new);
    return Combinators.combine(
            Arbitraries.longs(), sums, Arbitraries.longs(), buckets.injectNull(0.5))
        .as(
            (revision, each, zeros, counts) ->
                counts == null
                    ? new Tally(revision, each)
                    : Tally.of(revision, withSketch(each, zeros, counts), each.length));
  }

  private static long[] withSketch(long[] sums, long zeros, SortedMap<Integer, Long> counts) {
    LongStream.Builder measures = LongStream.builder();
    LongStream.of(sums).forEach(measures);
    measures.add(zeros);
    counts.forEach((index, count) -> measures.add(index).add(count));
    return measures.build().toArray();
  }

  private static Arbitrary<RawRecord> rawRecord() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    return Combinators.combine(
            Arbitraries.of(EventTopic.class),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs(),
            bytes.injectNull(0.3),
            bytes.injectNull(0.1),
            Combinators.combine(Arbitraries.strings().ofMaxLength(40), bytes.injectNull(0.1))
                .as(RawRecord.Header::new)
                .list()
                .ofMaxSize(3))
        .as(RawRecord::new);
  }

  private static Arbitrary<Verdict> verdict() {
    Arbitrary<String> why = Arbitraries.strings().ofMaxLength(200);
    return Arbitraries.oneOf(
        Arbitraries.of(
            Verdict.Accepted.INSTANCE, Verdict.Duplicate.INSTANCE, Verdict.Ignored.INSTANCE),
        Combinators.combine(Arbitraries.of(Reason.class), why).as(Verdict.Rejected::new),
        Combinators.combine(Arbitraries.of(Reason.class), why, Arbitraries.longs())
            .as(Verdict.Late::new));
  }

  private static Arbitrary<MovementRecord> movementRecord() {
    return Combinators.combine(
            head(),
            identifier().injectNull(0.3),
            Arbitraries.of(Movement.class),
            Arbitraries.integers().between(0, MOST_PORTS),
            Arbitraries.integers().between(MovementRecord.NOWHERE, MOST_PORTS),
            route(),
            Arbitraries.longs(),
            Arbitraries.integers())
        .as(
            (head, equipment, movement, port, otherPort, route, mass, teu) ->
                new MovementRecord(
                    head.eventId(),
                    head.version(),
                    head.retracted(),
                    head.eventTime(),
                    equipment,
                    movement,
                    port,
                    otherPort,
                    route.direction(),
                    route.mode(),
                    head.version() % 2 == 0,
                    mass,
                    teu));
  }

  private static Arbitrary<ClearanceRecord> clearanceRecord() {
    Arbitrary<String> country = Arbitraries.of("CN", "SG", "DE").injectNull(0.3);
    return Combinators.combine(
            head(),
            identifier(),
            Arbitraries.of(Stage.class),
            Arbitraries.integers().between(0, MOST_PORTS),
            route(),
            country,
            Arbitraries.integers().between(0, 9_999),
            Arbitraries.longs())
        .as(
            (head, declaration, stage, port, route, country1, service, number) ->
                new ClearanceRecord(
                    head.eventId(),
                    head.version(),
                    head.retracted(),
                    head.eventTime(),
                    declaration,
                    stage,
                    port,
                    route.direction(),
                    route.mode(),
                    service * 7,
                    country1,
                    country1 == null ? "FR" : null,
                    service,
                    service % 100,
                    number,
                    number / 2,
                    number / 3,
                    service % 98 + 1));
  }

  private record Head(String eventId, int version, boolean retracted, long eventTime) {}

  private record Route(Direction direction, Mode mode) {}

  private static Arbitrary<Head> head() {
    return Combinators.combine(
            identifier(),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.of(true, false),
            Arbitraries.longs())
        .as(Head::new);
  }

  private static Arbitrary<Route> route() {
    return Combinators.combine(Arbitraries.of(Direction.class), Arbitraries.of(Mode.class))
        .as(Route::new);
  }

  /** Up to 64 code points of any kind, never none. */
  private static Arbitrary<String> identifier() {
    return Arbitraries.strings().ofMinLength(1).ofMaxLength(64);
  }

  private static Arbitrary<long[]> measures() {
    return Arbitraries.oneOf(
        Arbitraries.longs().array(long[].class).ofMinSize(1).ofMaxSize(20),
        Arbitraries.longs().array(long[].class).ofMinSize(100).ofMaxSize(900));
  }
}
