package io.portally.db;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One full computation of all facts.
 *
 * @param number what its rows carry
 * @param fingerprint of its definitions; null where it is bound to none yet
 * @param beganAt when it was made
 * @param current whether the views show it
 * @param ports how many its register has
 * @param completeTo the end of its newest complete minute: how far its figures have come; null
 *     where it has none yet
 */
public record Generation(
    int number,
    @Nullable String fingerprint,
    Instant beganAt,
    boolean current,
    int ports,
    @Nullable Instant completeTo) {}
