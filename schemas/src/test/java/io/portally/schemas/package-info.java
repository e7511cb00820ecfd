/** Golden bytes, hostile bytes, and changes of a schema that must be refused. */
@NullMarked
package io.portally.schemas;

import org.jspecify.annotations.NullMarked;
