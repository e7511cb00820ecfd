/**
 * What travels on the topics. The classes are generated from {@code src/main/avro}; their Javadoc
 * is the schema's own documentation. Instants are UTC with millisecond precision. Generated code
 * knows no nullness annotations: a getter may give null exactly where the schema has a union with
 * null. These are wire types: no job keeps them in its state.
 */
package io.portally.events;
