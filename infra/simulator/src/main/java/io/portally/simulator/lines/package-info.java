/**
 * JSON lines: how people, tests and the simulator write records down. A line holds one record of
 * one topic, with the schema's own field names, enums as words and instants as ISO 8601; what no
 * schema can hold (corrupt bytes) stands there as base64. Everything follows from the Avro schemas,
 * so a new field needs no change here. A line is checked against the schema and no further: what an
 * event means is the job's to judge.
 */
@NullMarked
package io.portally.simulator.lines;

import org.jspecify.annotations.NullMarked;
