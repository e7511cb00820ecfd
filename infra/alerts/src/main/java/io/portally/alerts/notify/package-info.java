/**
 * Carries what is open to whoever tells people: one courier for each target, with offsets of its
 * own. An offset is committed when all before it has been delivered, so nothing is lost while a
 * target is away; it gets everything later, in order.
 */
@NullMarked
package io.portally.alerts.notify;

import org.jspecify.annotations.NullMarked;
