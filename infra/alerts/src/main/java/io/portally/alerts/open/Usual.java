package io.portally.alerts.open;

import java.time.Duration;

/**
 * How long a leg usually takes at a port.
 *
 * @param median within which half of the cases are
 * @param p90 within which nine of ten are
 * @param cases on which both stand
 */
public record Usual(Duration median, Duration p90, long cases) {}
