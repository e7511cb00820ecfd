/**
 * How long an event takes to a row that a reader sees. An open loop publishes traffic at a rate;
 * among it are probes, events that each have a cell to themselves, so that the commit of one row is
 * the end of one event's way.
 */
@NullMarked
package io.portally.bench.latency;

import org.jspecify.annotations.NullMarked;
