/**
 * Portally on one machine: {@link io.portally.local.Portally} is the command behind the launcher.
 */
@NullMarked
package io.portally.local;

import org.jspecify.annotations.NullMarked;
