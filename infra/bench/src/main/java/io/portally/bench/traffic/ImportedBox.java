package io.portally.bench.traffic;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A box that is imported by sea and declared to customs, from its arrival until it has left. A
 * fourth of them leave the terminal of another port than the one that they have arrived at.
 *
 * @param id of the consignment
 * @param bits decide everything else about it
 * @param ports where it may arrive
 */
record ImportedBox(String id, long bits, PortChoice ports) {

  /** What happens to each consignment, in this order. */
  private static final List<Enum<?>> LIFE =
      List.of(
          Movement.ARRIVED,
          Movement.DISCHARGED,
          Stage.LODGED,
          Stage.DOCUMENTS_CHECKED,
          Stage.DUTY_PAID,
          Stage.RELEASED,
          Movement.LOADED,
          Movement.GATED_OUT);

  /** How many things happen to it. */
  static final int STEPS = LIFE.size();

  /** From an event to its publication, in milliseconds. */
  private static final long DELAY = 2_000;

  private static final List<String> PARTNERS =
      List.of("US", "DE", "JP", "KR", "VN", "BR", "AU", "NG", "PL", "KZ");
  private static final String ABROAD = "SGSIN";
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * The box of a number.
   *
   * @param kin what its id begins with
   * @param group of boxes that begin to be counted at 0
   * @param number within the group
   * @param seed decides every draw
   */
  static ImportedBox of(String kin, int group, int number, long seed, PortChoice ports) {
    String id = kin + fixed(group, 4) + fixed(number, 6);
    return new ImportedBox(id, mix((((long) group << 32) | number) + seed * GOLDEN), ports);
  }

  /**
   * What happens to it.
   *
   * @param step from 0 to below {@link #STEPS}
   * @param recordMillis when it is published, epoch milliseconds
   */
  Publication.Event event(int step, long recordMillis) {
    String eventId = id + "-E" + step;
    Instant eventTime = Instant.ofEpochMilli(recordMillis - DELAY);
    int arrivedAt = ports.at((bits >>> 11) * 0x1p-53);
    if (LIFE.get(step) instanceof Movement movement) {
      boolean isTaken = movement == Movement.GATED_OUT && (bits & 3) == 0;
      String port = ports.code(isTaken ? ports.neighbourOf(arrivedAt) : arrivedAt);
      return new Publication.Event(
          Topic.CARGO_MOVEMENTS, recordMillis, id, moved(eventId, eventTime, movement, port));
    }
    Stage stage = (Stage) LIFE.get(step);
    return new Publication.Event(
        Topic.CLEARANCE_EVENTS,
        recordMillis,
        id,
        staged(eventId, eventTime, stage, ports.code(arrivedAt)));
  }

  private CargoMovement moved(String eventId, Instant eventTime, Movement movement, String port) {
    return new CargoMovement(
        eventId,
        0,
        false,
        Classifier.ACTUAL,
        eventTime,
        id,
        movement == Movement.ARRIVED ? null : "CSNU" + fixed(bits >>> 32, 7),
        movement,
        port,
        movement == Movement.ARRIVED ? ABROAD : null,
        Direction.IMPORT,
        Mode.SEA,
        true,
        massKg(),
        200);
  }

  private ClearanceEvent staged(String eventId, Instant eventTime, Stage stage, String port) {
    return new ClearanceEvent(
        eventId,
        0,
        false,
        eventTime,
        id,
        id + "-D1",
        stage,
        port,
        null,
        Direction.IMPORT,
        Mode.SEA,
        programmes(),
        ((bits >>> 4) & 3) == 0 ? "CN" : null,
        PARTNERS.get((int) ((bits >>> 8) & 0xFF) % PARTNERS.size()),
        1 + (int) ((bits >>> 16) & 0x1F),
        1 + (int) ((bits >>> 16) & 0x1F) / 2,
        null,
        massKg(),
        100 * massKg(),
        1 + (int) ((bits >>> 24) & 0x3F));
  }

  /** A fourth is an authorized operator's, an eighth is fresh. */
  private List<Programme> programmes() {
    if (((bits >>> 4) & 3) == 0) {
      return List.of(Programme.AEO);
    }
    return ((bits >>> 4) & 7) == 1 ? List.of(Programme.GREEN_CHANNEL) : List.of();
  }

  private long massKg() {
    return 5_000 + ((bits >>> 40) & 0x3FFF);
  }

  /** SplitMix64. */
  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** In capital letters and digits, filled with zeros on the left. */
  private static String fixed(long number, int length) {
    String text = Long.toUnsignedString(number, 36).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, length - text.length())) + text;
  }
}
