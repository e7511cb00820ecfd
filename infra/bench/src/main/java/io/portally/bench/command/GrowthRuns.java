package io.portally.bench.command;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Resources;
import io.portally.bench.growth.Growth;
import io.portally.bench.growth.GrowthMeter;
import io.portally.bench.growth.Point;
import io.portally.bench.traffic.LifeTopics;
import io.portally.bench.traffic.MadeRegister;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Does one run after the other, each with a generation and a folder of its own. */
final class GrowthRuns {

  /**
   * Time is that of the records alone, and all partitions are read at the same pace, in small
   * pieces: else rounds would overlap, and more consignments be open than are wanted.
   */
  private static final Map<String, String> IN_STEP =
      Map.of(
          "portally.heartbeat.interval", "0 s",
          "portally.fetch.partition-size", "64 kb",
          "portally.fetch.max-records", "500");

  private final GrowthMeter meter;
  private final FlinkEngine job;
  private final Resources resources;
  private final Path work;
  private int generation = 1;

  GrowthRuns(GrowthMeter meter, FlinkEngine job, Resources resources, Path work) {
    this.meter = meter;
    this.job = job;
    this.resources = resources;
    this.work = work;
  }

  Growth run(Point point, LifeTopics topics) {
    generation++;
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(work), "run-" + (generation - 1) + "-");
      return meter.measure(
          point,
          job.with(options(point, folder)),
          topics,
          Assignment.alone(topics.prefix(), generation, resources, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job's options at a point. All stand in the report. */
  static Map<String, String> options(Point point, Path folder) throws IOException {
    Map<String, String> options = new LinkedHashMap<>(IN_STEP);
    options.putAll(point.backend().options());
    if (point.ports() > 0) {
      new MadeRegister(point.ports()).write(folder);
      options.put("portally.register.ports", MadeRegister.portsFile(folder).toString());
      options.put("portally.register.regions", MadeRegister.regionsFile(folder).toString());
    }
    return options;
  }
}
