/** What is read: topics filled with the simulator's cargo movements, and kept. */
@NullMarked
package io.portally.bench.traffic;

import org.jspecify.annotations.NullMarked;
