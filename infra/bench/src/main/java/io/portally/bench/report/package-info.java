/** Runs set against each other: ratios, a table for a person, JSON for a machine. */
@NullMarked
package io.portally.bench.report;

import org.jspecify.annotations.NullMarked;
