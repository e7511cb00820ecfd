package io.portally.bench.command;

import io.portally.bench.engine.Engine;
import io.portally.bench.traffic.CargoTopic;

/** An engine on a topic. */
record Contender(Engine engine, CargoTopic topic) {

  /** For a person. */
  String label() {
    return engine.letter() + (topic.skew() == 0 ? "" : " skewed");
  }
}
