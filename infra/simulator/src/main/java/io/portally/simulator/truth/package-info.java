/**
 * What an incident truly did, and how well it was found. The {@link Truth} is taken from the
 * publications as they are made: every leg of every consignment with both of its ends, and by how
 * much incidents made it longer. {@link Scoring} holds a stream of alerts against it under given
 * rules: what was found, missed or false, and how late. Nothing here is shared with the job that
 * raises alerts.
 */
@NullMarked
package io.portally.simulator.truth;

import org.jspecify.annotations.NullMarked;
