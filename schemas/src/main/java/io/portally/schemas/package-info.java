/**
 * How records travel and how their schemas may change. A value is Avro single-object encoding: it
 * names its writer's schema by fingerprint, and {@link io.portally.schemas.SingleObjectDecoder}
 * knows only the schemas that this module was released with, never one from the wire. {@link
 * io.portally.schemas.SchemaGate} keeps every released version readable by every other.
 */
@NullMarked
package io.portally.schemas;

import org.jspecify.annotations.NullMarked;
