package io.portally.bench.latency;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.Port;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Events at a steady pace, each the only one of its cell: no two in a minute have the same port,
 * movement, direction, mode and laden, and the modes are those that the traffic never uses.
 */
final class Probes {

  /** No flow of the traffic goes by these. */
  static final List<Mode> MODES = List.of(Mode.MAIL, Mode.FIXED_INSTALLATION, Mode.OTHER);

  private static final long MINUTE = 60_000;
  private static final List<Movement> MOVEMENTS =
      List.of(
          Movement.ARRIVED,
          Movement.DISCHARGED,
          Movement.GATED_IN,
          Movement.LOADED,
          Movement.DEPARTED,
          Movement.GATED_OUT);
  private static final List<Direction> DIRECTIONS =
      List.of(
          Direction.IMPORT,
          Direction.EXPORT,
          Direction.TRANSIT,
          Direction.TRANSSHIPMENT,
          Direction.DOMESTIC);
  private static final int OF_A_PORT = MOVEMENTS.size() * DIRECTIONS.size() * MODES.size() * 2;

  /**
   * What finds a probe's row.
   *
   * @param minute since 1970
   */
  record Key(
      String port, Movement movement, Direction direction, Mode mode, boolean laden, long minute) {}

  private final Map<Key, Long> dues = new ConcurrentHashMap<>();
  private final List<String> ports;
  private final long start;
  private final double perSecond;
  private long made;
  private long minute = Long.MIN_VALUE;
  private int inMinute;

  /**
   * Probes from an instant on.
   *
   * @param start epoch milliseconds
   * @param perSecond how many
   * @throws IllegalArgumentException if a minute has not so many cells
   */
  Probes(List<Port> ports, long start, double perSecond) {
    int wanted = (int) Math.ceil((60 * perSecond + 1) / OF_A_PORT);
    if (wanted > ports.size()) {
      throw new IllegalArgumentException(
          "%s probes a second are more than the %d cells of a minute"
              .formatted(perSecond, ports.size() * OF_A_PORT));
    }
    this.ports = ports.subList(0, wanted).stream().map(Port::code).toList();
    this.start = start;
    this.perSecond = perSecond;
  }

  /** The ports that the probes are at. */
  List<String> ports() {
    return ports;
  }

  /** When the next one is due, epoch milliseconds. */
  long nextDue() {
    return start + (long) (1_000 * made / perSecond);
  }

  /** The next one; it happens, and is due to be sent, at {@link #nextDue}. */
  Publication.Event next() {
    long due = nextDue();
    Key key = keyAt(due);
    dues.put(key, due);
    String id = "PROBE-%d-%d".formatted(start, made++);
    return new Publication.Event(
        Topic.CARGO_MOVEMENTS,
        due,
        id,
        new CargoMovement(
            id,
            0,
            false,
            Classifier.ACTUAL,
            Instant.ofEpochMilli(due),
            id,
            null,
            key.movement(),
            key.port(),
            null,
            key.direction(),
            key.mode(),
            key.laden(),
            1_000L,
            0));
  }

  /** When each was due that has been made, epoch milliseconds. */
  Map<Key, Long> dues() {
    return Map.copyOf(dues);
  }

  private Key keyAt(long due) {
    long now = Math.floorDiv(due, MINUTE);
    inMinute = now == minute ? inMinute + 1 : 0;
    minute = now;
    int rest = inMinute;
    boolean laden = rest % 2 == 0;
    rest /= 2;
    Mode mode = MODES.get(rest % MODES.size());
    rest /= MODES.size();
    Direction direction = DIRECTIONS.get(rest % DIRECTIONS.size());
    rest /= DIRECTIONS.size();
    Movement movement = MOVEMENTS.get(rest % MOVEMENTS.size());
    return new Key(ports.get(rest / MOVEMENTS.size()), movement, direction, mode, laden, minute);
  }
}
