package io.portally.tally.area;

/** What a port is built for. It describes the port; no figure depends on it. */
public enum PortKind {
  SEA,
  RIVER,
  AIR,
  RAIL,
  ROAD
}
