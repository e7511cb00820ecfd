@NullMarked
package io.portally.alerts.open;

import org.jspecify.annotations.NullMarked;
