/** A web hook of anybody's: CloudEvents in structured mode, signed as Standard Webhooks has it. */
@NullMarked
package io.portally.alerts.webhook;

import org.jspecify.annotations.NullMarked;
