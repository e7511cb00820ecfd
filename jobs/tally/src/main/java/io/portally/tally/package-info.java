/**
 * Every decision of Portally, in plain Java: what becomes of a record, what a journey contributes,
 * how a tally adds, which areas and windows it counts for. Nothing here knows an engine, a clock or
 * a database.
 */
@NullMarked
package io.portally.tally;

import org.jspecify.annotations.NullMarked;
