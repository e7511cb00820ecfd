/**
 * When a clearance is slow: the rules that say after how long, which of them holds for what is
 * waited for, and what has to be told of it as records come and event time goes on. Everything here
 * is decided without a clock.
 */
@NullMarked
package io.portally.tally.slow;

import org.jspecify.annotations.NullMarked;
