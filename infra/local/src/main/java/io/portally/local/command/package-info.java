/**
 * The subcommands of {@code portally}: each says what it takes, does it with the {@linkplain
 * io.portally.local.stack stack}, and answers in sentences and exit codes.
 */
@NullMarked
package io.portally.local.command;

import org.jspecify.annotations.NullMarked;
