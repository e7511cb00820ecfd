/** What a run took, from what the operating system and the database count. */
@NullMarked
package io.portally.bench.measure;

import org.jspecify.annotations.NullMarked;
