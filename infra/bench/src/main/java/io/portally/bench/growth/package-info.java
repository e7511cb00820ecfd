/**
 * How what a record costs grows: with the consignments that are open at once, with ports, and with
 * the share of the busiest port. Each point is a run of the main job alone, live on a full backlog.
 */
@NullMarked
package io.portally.bench.growth;

import org.jspecify.annotations.NullMarked;
