/** The commands for people: notify, alerts and rules. */
@NullMarked
package io.portally.alerts.command;

import org.jspecify.annotations.NullMarked;
