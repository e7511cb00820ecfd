package io.portally.bench.engine;

/** One of the places where an engine can be at work; two engines are never in one. */
public enum Lane {
  FIRST,
  SECOND
}
