/** What the benchmarks' commands run, and what they tell of it. */
@NullMarked
package io.portally.bench.command;

import org.jspecify.annotations.NullMarked;
