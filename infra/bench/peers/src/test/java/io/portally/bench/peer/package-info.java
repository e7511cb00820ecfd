/** The peers on real servers, held against our own job. */
@NullMarked
package io.portally.bench.peer;

import org.jspecify.annotations.NullMarked;
