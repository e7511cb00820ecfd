package io.portally.alerts.alertmanager;

/**
 * A silence that is in force for one alert.
 *
 * @param id Alertmanager's own
 * @param alertId the alert that it is for
 */
public record Silence(String id, String alertId) {}
