/** Which tests share a stack. */
@NullMarked
package io.portally.local;

import org.jspecify.annotations.NullMarked;
