/** Streams in, streams out: the dataflow of each job, without a connector. */
@NullMarked
package io.portally.flink.pipeline;

import org.jspecify.annotations.NullMarked;
