package io.portally.tally.slow;

/**
 * What speaks against a rule.
 *
 * @param fault which of the closed list
 * @param why a sentence for people: what is wrong, with which value, and what to do
 */
public record RuleRefusal(RuleFault fault, String why) {}
