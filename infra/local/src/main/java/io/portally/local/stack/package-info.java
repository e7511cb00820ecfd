/**
 * The embedded stack: a Kafka broker, a PostgreSQL server and a Flink cluster, each as processes of
 * their own on loopback, from nothing but the project's own build. {@link
 * io.portally.local.stack.EmbeddedStack} is the door: it prepares a data directory, starts what
 * belongs to it, keeps it alive, and stops it in reverse order.
 */
@NullMarked
package io.portally.local.stack;

import org.jspecify.annotations.NullMarked;
