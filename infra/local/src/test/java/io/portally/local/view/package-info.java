/** How figures read. */
@NullMarked
package io.portally.local.view;

import org.jspecify.annotations.NullMarked;
