/**
 * The reference pages, made from what they describe: schemas, database comments, options, metrics.
 */
@NullMarked
package io.portally.reference;

import org.jspecify.annotations.NullMarked;
