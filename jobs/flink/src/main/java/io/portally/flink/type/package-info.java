/**
 * Serializers and type information of our own: no type that crosses a shuffle or sits in state is
 * left to reflection.
 */
@NullMarked
package io.portally.flink.type;

import org.jspecify.annotations.NullMarked;
