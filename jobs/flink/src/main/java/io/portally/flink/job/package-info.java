/** The jobs: one class each, with their options, uids and states. */
@NullMarked
package io.portally.flink.job;

import org.jspecify.annotations.NullMarked;
