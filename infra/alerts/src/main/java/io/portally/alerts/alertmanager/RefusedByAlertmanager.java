package io.portally.alerts.alertmanager;

import java.io.IOException;

/** Alertmanager has taken a request and refuses what is in it: to send it again would not help. */
public final class RefusedByAlertmanager extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedByAlertmanager(String message) {
    super(message);
  }
}
