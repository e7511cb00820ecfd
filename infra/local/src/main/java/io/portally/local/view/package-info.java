/**
 * What an operator sees in a terminal: figures are read from the database and the cluster, turned
 * into lines by pure functions, and put on a screen that is redrawn or into a pipe that is not.
 */
@NullMarked
package io.portally.local.view;

import org.jspecify.annotations.NullMarked;
