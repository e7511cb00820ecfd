package io.portally.bench.measure;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.Engine;
import io.portally.bench.traffic.Backlog;

/** An engine, what it drains, and how. */
public record Entry(Engine engine, Backlog backlog, Assignment assignment) {}
