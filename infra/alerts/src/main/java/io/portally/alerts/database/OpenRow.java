package io.portally.alerts.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open alert as the database has it.
 *
 * @param unit the declaration, the equipment or the consignment that waits; empty where none is
 *     named
 * @param acknowledgedBy null where nobody has
 * @param because null where nobody has
 */
public record OpenRow(
    String alertId,
    int occurrence,
    String kind,
    String severity,
    String port,
    String leg,
    String waitingFor,
    String waitingOn,
    String unit,
    Instant startedAt,
    Instant dueAt,
    @Nullable String acknowledgedBy,
    @Nullable String because) {}
