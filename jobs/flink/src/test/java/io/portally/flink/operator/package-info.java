@NullMarked
package io.portally.flink.operator;

import org.jspecify.annotations.NullMarked;
