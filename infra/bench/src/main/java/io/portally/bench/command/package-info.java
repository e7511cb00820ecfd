/** The subcommands of {@code portally bench}. */
@NullMarked
package io.portally.bench.command;

import org.jspecify.annotations.NullMarked;
