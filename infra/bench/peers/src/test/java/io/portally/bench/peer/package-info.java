/** What the peers need no server for. */
@NullMarked
package io.portally.bench.peer;

import org.jspecify.annotations.NullMarked;
