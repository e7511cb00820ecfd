/**
 * Where cargo is counted: the register of ports, the areas that each port rolls up to, and the
 * windows of time that an event falls in. A port counts for itself, its province, its region (if it
 * has one) and its nation; the register hands out small ordinals for all of them, so that what runs
 * per event works on ints, and codes appear again only where a row is written.
 */
@NullMarked
package io.portally.tally.area;

import org.jspecify.annotations.NullMarked;
