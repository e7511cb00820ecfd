/** Hazelcast Jet. */
@NullMarked
package io.portally.bench.peer.jet;

import org.jspecify.annotations.NullMarked;
