/**
 * What is counted: the fact tables with their dimensions and measures, the cells that rows are made
 * of, and how contributions to them add up. Everything adds and subtracts, in whole numbers.
 */
@NullMarked
package io.portally.tally.measure;

import org.jspecify.annotations.NullMarked;
