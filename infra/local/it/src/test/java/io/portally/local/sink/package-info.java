/**
 * The sink against a real PostgreSQL: its whole life with crashes and late batches, its statements,
 * and what it does when the database refuses a row, restarts, freezes or stays away.
 */
@NullMarked
package io.portally.local.sink;

import org.jspecify.annotations.NullMarked;
