@NullMarked
package io.portally.flink.type;

import org.jspecify.annotations.NullMarked;
