/** What the jobs count of themselves, for those who watch them run. */
@NullMarked
package io.portally.flink.metric;

import org.jspecify.annotations.NullMarked;
