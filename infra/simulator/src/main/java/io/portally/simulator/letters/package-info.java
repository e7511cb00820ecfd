/**
 * Records that the job has set aside, read back from the topics where they are kept, so that they
 * can be looked at, mended and published again.
 */
@NullMarked
package io.portally.simulator.letters;

import org.jspecify.annotations.NullMarked;
