/** Every peer gives the figures of our own job. */
@NullMarked
package io.portally.bench.peer;

import org.jspecify.annotations.NullMarked;
