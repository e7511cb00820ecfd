/** What the commands say and answer. */
@NullMarked
package io.portally.local.command;

import org.jspecify.annotations.NullMarked;
