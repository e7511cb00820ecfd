package io.portally.simulator.lines;

/**
 * What a line says of the dead letter that it was made from. Nothing of it is published.
 *
 * @param letter the letter's name, {@code topic-partition-offset}
 * @param why what is wrong with it, for the person who mends it
 */
public record LetterNote(String letter, String why) {}
