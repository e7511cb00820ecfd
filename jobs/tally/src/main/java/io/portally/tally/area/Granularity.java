package io.portally.tally.area;

/** The length of a window. Days and hours follow the configured zone, minutes are everywhere. */
public enum Granularity {
  MINUTE,
  HOUR,
  DAY
}
