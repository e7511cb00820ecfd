package io.portally.bench.alerts;

import io.portally.events.AreaLevel;
import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.events.Stage;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clearances that are lodged and never released: an arrival and a lodgement each, under an id as
 * long as those of the simulator, at one port after the other.
 */
final class Lodgements {

  /** When they are slow. Far enough for millions to be lodged that are not due while one looks. */
  static final Duration THRESHOLD = Duration.ofHours(10);

  /** The rule under which they are. */
  static final SlaRule RULE = rule("bench", null, THRESHOLD);

  private static final long STAY = Duration.ofMinutes(30).toMillis();

  private final String prefix;
  private final List<Port> ports;

  /**
   * @param name tells them from others, in three letters
   */
  Lodgements(String name, Register register) {
    prefix = "6CNBENCH" + name;
    ports = register.ports();
  }

  /**
   * Those of the numbers from 0 on.
   *
   * @param lodgedAt of a number, epoch milliseconds
   * @param recordedAt of what was lodged at an instant, the record timestamp, of its arrival too
   */
  Stream<Publication> all(long count, LongUnaryOperator lodgedAt, LongUnaryOperator recordedAt) {
    return LongStream.range(0, count)
        .boxed()
        .flatMap(
            number -> {
              long lodged = lodgedAt.applyAsLong(number);
              long recorded = recordedAt.applyAsLong(lodged);
              return Stream.of(
                  arrival(number, lodged - STAY, recorded), lodgement(number, lodged, recorded));
            });
  }

  /** A rule under which those at a port are slow earlier. */
  static SlaRule ruleOf(String port, Duration threshold) {
    return rule("bench-" + port, port, threshold);
  }

  private static SlaRule rule(String id, @Nullable String port, Duration threshold) {
    return new SlaRule(
        id,
        1L,
        Leg.LODGEMENT_TO_RELEASE,
        port == null ? null : AreaLevel.PORT,
        port,
        null,
        null,
        null,
        (int) threshold.toMinutes(),
        null,
        Severity.WARNING,
        true);
  }

  /** The number of the clearance of a consignment; -1 where it is none of these. */
  long numberOf(String consignmentId) {
    return consignmentId.startsWith(prefix)
        ? Long.parseLong(consignmentId.substring(prefix.length()))
        : -1;
  }

  private Publication arrival(long number, long millis, long recordMillis) {
    String id = id(number);
    return new Publication.Event(
        Topic.CARGO_MOVEMENTS,
        recordMillis,
        id,
        new CargoMovement(
            id + "-E1",
            0,
            false,
            Classifier.ACTUAL,
            Instant.ofEpochMilli(millis),
            id,
            null,
            Movement.ARRIVED,
            portOf(number),
            "NLRTM",
            Direction.IMPORT,
            Mode.SEA,
            true,
            12_000L,
            0));
  }

  private Publication lodgement(long number, long millis, long recordMillis) {
    String id = id(number);
    return new Publication.Event(
        Topic.CLEARANCE_EVENTS,
        recordMillis,
        id,
        new ClearanceEvent(
            id + "-E2",
            0,
            false,
            Instant.ofEpochMilli(millis),
            id,
            id + "-D1",
            Stage.LODGED,
            portOf(number),
            null,
            Direction.IMPORT,
            Mode.SEA,
            List.of(),
            null,
            "NL",
            null,
            null,
            null,
            12_000L,
            15_600_000L,
            84));
  }

  private String id(long number) {
    return prefix + String.format(Locale.ROOT, "%015d", number);
  }

  /** The port of a number. */
  String portOf(long number) {
    return ports.get((int) (number % ports.size())).code();
  }
}
