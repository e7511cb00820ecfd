package io.portally.bench.command;

import io.portally.bench.engine.Engine;
import io.portally.bench.traffic.Backlog;

/** An engine and what it is to read. */
record Contender(Engine engine, Backlog backlog) {

  /** For a person. */
  String label() {
    return engine.letter() + (backlog.skew() == 0 ? "" : " skewed");
  }
}
