/** How fast Portally is, by itself and against its peers. */
@NullMarked
package io.portally.bench;

import org.jspecify.annotations.NullMarked;
