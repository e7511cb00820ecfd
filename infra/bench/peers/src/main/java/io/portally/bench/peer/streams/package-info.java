/** Kafka Streams. */
@NullMarked
package io.portally.bench.peer.streams;

import org.jspecify.annotations.NullMarked;
