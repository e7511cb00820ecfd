/** What the embedded stack promises, shown on real processes. */
@NullMarked
package io.portally.local.stack;

import org.jspecify.annotations.NullMarked;
