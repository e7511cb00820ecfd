/**
 * What is open: the alerts' topic folded, record by record, into the alerts that people are to know
 * of, by port and rule. Plain Java, without a server and without a clock.
 */
@NullMarked
package io.portally.alerts.open;

import org.jspecify.annotations.NullMarked;
