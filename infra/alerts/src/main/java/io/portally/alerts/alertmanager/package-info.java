/** Prometheus Alertmanager, by its API version 2: alerts go in, silences come and go. */
@NullMarked
package io.portally.alerts.alertmanager;

import org.jspecify.annotations.NullMarked;
