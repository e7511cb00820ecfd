/** Flink SQL. */
@NullMarked
package io.portally.bench.peer.sql;

import org.jspecify.annotations.NullMarked;
