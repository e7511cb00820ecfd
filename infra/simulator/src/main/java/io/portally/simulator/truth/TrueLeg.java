package io.portally.simulator.truth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Programme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leg of a unit of a consignment, as it came out. Instants are UTC.
 *
 * @param declarationId null where the unit is no declaration
 * @param equipmentId null where the unit is no equipment, or none was named
 * @param port where its end is awaited
 * @param direction of its beginning
 * @param mode of its beginning
 * @param programmes of the consignment
 * @param declaredAt when the first clearance event told them; null if none did
 * @param startedAt event time
 * @param waitsFrom event time since which it is known that this unit waits
 * @param waitKnownAt when the publication came that told of it, as it finally stands
 * @param endedAt event time of the end, or of what made it moot; null if neither came
 * @param endKnownAt when that was published as it finally stands; null if it never was
 * @param moot whether nobody waited any more before the end came: the declaration was cancelled,
 *     the goods went elsewhere
 * @param addedMillis how much longer incidents made it; of one without an end, how much later it
 *     began
 * @param incidents those that held the consignment up
 */
public record TrueLeg(
    @JsonProperty("leg") Leg leg,
    @JsonProperty("consignmentId") String consignmentId,
    @JsonProperty("declarationId") @Nullable String declarationId,
    @JsonProperty("equipmentId") @Nullable String equipmentId,
    @JsonProperty("port") String port,
    @JsonProperty("direction") Direction direction,
    @JsonProperty("mode") Mode mode,
    @JsonProperty("programmes") List<Programme> programmes,
    @JsonProperty("declaredAt") @Nullable Instant declaredAt,
    @JsonProperty("startedAt") Instant startedAt,
    @JsonProperty("waitsFrom") Instant waitsFrom,
    @JsonProperty("waitKnownAt") Instant waitKnownAt,
    @JsonProperty("endedAt") @Nullable Instant endedAt,
    @JsonProperty("endKnownAt") @Nullable Instant endKnownAt,
    @JsonProperty("moot") boolean moot,
    @JsonProperty("addedMillis") long addedMillis,
    @JsonProperty("incidents") List<String> incidents) {

  public TrueLeg {
    programmes = List.copyOf(programmes);
    incidents = List.copyOf(incidents);
  }

  /** When it has taken so long. */
  Instant dueAfter(int minutes) {
    return startedAt.plus(Duration.ofMinutes(minutes));
  }

  /** When it is known to have taken so long, by event time. */
  Instant exceedsAt(Instant due) {
    return due.isAfter(waitsFrom) ? due : waitsFrom;
  }

  /** Whether it takes longer than until then, and is known to wait before it is over. */
  boolean isBeyond(Instant due) {
    return endedAt == null || endedAt.isAfter(exceedsAt(due));
  }
}
