/**
 * The truth by another road: what the tables must hold, worked out in SQL (DuckDB) from the
 * published JSON lines alone. Nothing here shares code with the job, and nothing reads what the
 * simulator knows. {@link io.portally.local.oracle.Oracle} judges the lines, {@link
 * io.portally.local.oracle.TableComparison} holds the real tables against its verdict, and {@link
 * io.portally.local.oracle.AuditTrigger} watches in PostgreSQL that no row ever moves backwards on
 * its way there.
 */
@NullMarked
package io.portally.local.oracle;

import org.jspecify.annotations.NullMarked;
