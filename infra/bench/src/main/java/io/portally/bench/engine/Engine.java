package io.portally.bench.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Something that can drain a topic into the table {@code throughput}. */
public sealed interface Engine permits FlinkEngine, JavaEngine {

  /** One letter, by which it is asked for. */
  String letter();

  /** What it is, for a person. */
  String name();

  /** Whether rows come out of it. */
  boolean writesRows();

  /** Whether a Flink cluster that has the jobs of this build has all that is needed of it. */
  boolean bringsNoJar();

  /** Starts it in processes of its own. */
  Run start(BenchStack stack, Assignment assignment);

  /** Copies what it is configured with into the folder, which exists. */
  void keepConfiguration(BenchStack stack, Path into) throws IOException;
}
