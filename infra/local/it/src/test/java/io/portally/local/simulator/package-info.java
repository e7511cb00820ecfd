/** What the simulator publishes, read back from the real broker. */
@NullMarked
package io.portally.local.simulator;

import org.jspecify.annotations.NullMarked;
