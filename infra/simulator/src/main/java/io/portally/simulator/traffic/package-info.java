/**
 * The nation's traffic: consignments that live through their milestones at the ports of the
 * register. A {@link Life} says which milestones there are and how far apart; it is drawn once.
 * Each life is lived again and again by consignments of its own, which begin at (nearly) even
 * distances. So the consignments that have a given milestone at a given moment follow from counting
 * alone: the {@link Schedule} keeps one cursor for each milestone of each life, and everything else
 * about a record is a hash of the seed, the life, the count and the milestone. Traffic is therefore
 * in full swing from the first record on, needs no memory for consignments under way, and is the
 * same bytes whenever the options are the same.
 */
@NullMarked
package io.portally.simulator.traffic;

import org.jspecify.annotations.NullMarked;
