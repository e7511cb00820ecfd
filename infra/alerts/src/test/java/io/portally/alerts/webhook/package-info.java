@NullMarked
package io.portally.alerts.webhook;

import org.jspecify.annotations.NullMarked;
