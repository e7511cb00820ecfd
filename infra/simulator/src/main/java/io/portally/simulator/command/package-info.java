/**
 * The commands that produce: {@code simulate} and {@code send}. Wrong options and unreachable
 * servers end in a {@link CommandFailure}, one sentence with the exit code that belongs to it.
 */
@NullMarked
package io.portally.simulator.command;

import org.jspecify.annotations.NullMarked;
