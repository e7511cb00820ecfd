/** From the topic of alerts to people: the tables, Alertmanager and web hooks, on real servers. */
@NullMarked
package io.portally.local.alerts;

import org.jspecify.annotations.NullMarked;
