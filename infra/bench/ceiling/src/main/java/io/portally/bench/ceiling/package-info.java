/**
 * The same topic into the same table by a plain Java program: two consumers, primitive maps, the
 * jobs' own decoder, judge, roll-up and batch writer. It has no state that outlives it, no
 * watermark and no shuffle, so nothing that has them can be faster: the ceiling.
 */
@NullMarked
package io.portally.bench.ceiling;

import org.jspecify.annotations.NullMarked;
