package io.portally.alerts.open;

import java.util.List;

/**
 * The open alerts of one port and rule of which nobody is told by itself, as there are too many.
 *
 * @param labels what they share
 * @param size how many they are
 * @param oldest the few that have been due longest
 */
public record Crowd(Labels labels, int size, List<OpenAlert> oldest) {}
