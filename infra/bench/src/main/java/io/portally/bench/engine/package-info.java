/** Who reads it: engines as processes of their own, started anew for each run. */
@NullMarked
package io.portally.bench.engine;

import org.jspecify.annotations.NullMarked;
