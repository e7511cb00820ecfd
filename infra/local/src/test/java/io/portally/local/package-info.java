/** The command as a whole. */
@NullMarked
package io.portally.local;

import org.jspecify.annotations.NullMarked;
