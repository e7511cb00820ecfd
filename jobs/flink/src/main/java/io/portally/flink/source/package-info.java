/**
 * From Kafka records to judged records: decoding, the fates that a record has by itself, watermarks
 * and the heartbeats that keep them moving.
 */
@NullMarked
package io.portally.flink.source;

import org.jspecify.annotations.NullMarked;
