/**
 * The rules from which on something is slow: how people write them, what the topic holds, what a
 * change comes to, and what the database suggests. What a rule means and whether it is one is
 * decided where the job decides it.
 */
@NullMarked
package io.portally.alerts.rules;

import org.jspecify.annotations.NullMarked;
