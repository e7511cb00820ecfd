/**
 * The database that figures land in: one DDL for tests, demo and production, the roles that may use
 * it, and the port register as its dimensions. Whoever applies it needs this package; whoever
 * writes or reads rows needs only the database.
 */
@NullMarked
package io.portally.db;

import org.jspecify.annotations.NullMarked;
