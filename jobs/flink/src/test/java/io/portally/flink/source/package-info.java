@NullMarked
package io.portally.flink.source;

import org.jspecify.annotations.NullMarked;
