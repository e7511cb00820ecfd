package io.portally.alerts.alertmanager;

import java.time.Instant;
import java.util.Map;

/**
 * An alert as Alertmanager takes it: it knows it by its labels alone.
 *
 * @param labels never change while it is open
 * @param annotations may change each time that it is posted
 * @param startsAt when it began
 * @param endsAt after which it counts as over, unless it is posted again; in the past: it is over
 */
public record PostedAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant startsAt,
    Instant endsAt) {}
