package io.portally.local.oracle;

/**
 * What became of one published line.
 *
 * @param line counted from 1 in its topic's file
 * @param reason {@code -} where the fate has none
 */
public record JudgedLine(String topic, long line, String fate, String reason) {}
