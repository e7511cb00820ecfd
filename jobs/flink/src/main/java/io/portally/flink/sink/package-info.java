/** What leaves the job: rows for PostgreSQL, records that are set aside for Kafka. */
@NullMarked
package io.portally.flink.sink;

import org.jspecify.annotations.NullMarked;
