package io.portally.alerts.notify;

import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people call ports, and where they lie. */
public final class Ports {

  private final Map<String, Port> byCode = new HashMap<>();

  /** The ports of a register. */
  public Ports(Register register) {
    register.ports().forEach(port -> byCode.put(port.code(), port));
  }

  /** Its region; null where it is in none, or the register does not have it. */
  public @Nullable String regionOf(String code) {
    Port port = byCode.get(code);
    return port == null ? null : port.regionCode();
  }

  /** Its name in English; null where the register does not have it. */
  public @Nullable String nameOf(String code) {
    Port port = byCode.get(code);
    return port == null ? null : port.nameEn();
  }
}
