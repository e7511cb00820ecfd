package io.portally.schemas;

import io.portally.events.Heartbeat;

/** Where the fields of a {@link Heartbeat} lie. */
// Written by CursorSource, which a test compares with this: do not edit.
public final class HeartbeatCursor extends Cursor {

  private long emittedAt;

  HeartbeatCursor() {}

  @Override
  void readFields() {
    emittedAt = readLong();
  }

  public long emittedAt() {
    return emittedAt;
  }
}
