/**
 * Records in, facts out. A consignment's accepted records are remembered as journeys; what they
 * contribute to the fact tables is a pure function of the set of them, whatever the order of
 * arrival.
 */
@NullMarked
package io.portally.tally.journey;

import org.jspecify.annotations.NullMarked;
