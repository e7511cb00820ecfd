/**
 * What the peer engines share with each other and with our job: the rules, the batch writer, and
 * how they tell how far they are. What differs between peers is in their own packages.
 */
@NullMarked
package io.portally.bench.peer;

import org.jspecify.annotations.NullMarked;
