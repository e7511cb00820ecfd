@NullMarked
package io.portally.flink.pipeline;

import org.jspecify.annotations.NullMarked;
