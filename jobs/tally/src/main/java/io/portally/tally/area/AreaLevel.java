package io.portally.tally.area;

/** What an area is; the names are those in the database. */
public enum AreaLevel {
  PORT,
  PROVINCE,
  /** An economic region, a grouping of ports independent of provinces. A port may have none. */
  REGION,
  /** A customs territory (ISO 3166-1), so Hong Kong and Macao are nations beside CN. */
  NATION
}
