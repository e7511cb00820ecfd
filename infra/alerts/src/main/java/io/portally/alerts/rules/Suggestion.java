package io.portally.alerts.rules;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.tally.slow.Rule;
import org.jspecify.annotations.Nullable;

/**
 * How long a leg has taken at a port, beside the rule for it.
 *
 * @param cases on which it stands
 * @param p90Minutes within which nine of ten were
 * @param p99Minutes within which 99 of 100 were
 * @param inForce the rule that holds for what is under no programme, whatever its mode; null where
 *     none does
 */
public record Suggestion(
    Leg leg,
    String port,
    Direction direction,
    long cases,
    long p90Minutes,
    long p99Minutes,
    @Nullable Rule inForce) {}
