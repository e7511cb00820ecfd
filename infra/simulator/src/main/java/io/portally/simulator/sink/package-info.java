/**
 * Where publications go: into files as JSON lines, or into Kafka at the pace of the simulated time.
 * A {@link Run} takes them from the traffic to a {@link Sink} until there are no more or its thread
 * is interrupted; either way all that the sink has taken is out when it ends.
 */
@NullMarked
package io.portally.simulator.sink;

import org.jspecify.annotations.NullMarked;
