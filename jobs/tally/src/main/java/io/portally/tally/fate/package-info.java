/**
 * What becomes of a record. Fates and their reasons are closed lists; {@link
 * io.portally.tally.fate.Judge} finds the ones that a record has by itself, whatever came before
 * it.
 */
@NullMarked
package io.portally.tally.fate;

import org.jspecify.annotations.NullMarked;
