/**
 * The thin operators: they hold state and timers and route; what they decide is told in {@code
 * io.portally.tally}.
 */
@NullMarked
package io.portally.flink.operator;

import org.jspecify.annotations.NullMarked;
