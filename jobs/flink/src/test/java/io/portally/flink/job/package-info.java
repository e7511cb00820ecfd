@NullMarked
package io.portally.flink.job;

import org.jspecify.annotations.NullMarked;
