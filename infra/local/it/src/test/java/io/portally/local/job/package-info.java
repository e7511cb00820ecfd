/** The real job on real processes, held against the oracle. */
@NullMarked
package io.portally.local.job;

import org.jspecify.annotations.NullMarked;
