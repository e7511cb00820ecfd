/** What the database is asked: what is usual, what is open, and who has acknowledged it. */
@NullMarked
package io.portally.alerts.database;

import org.jspecify.annotations.NullMarked;
