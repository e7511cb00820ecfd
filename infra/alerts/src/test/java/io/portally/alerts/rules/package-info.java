@NullMarked
package io.portally.alerts.rules;

import org.jspecify.annotations.NullMarked;
