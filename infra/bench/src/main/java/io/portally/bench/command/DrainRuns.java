package io.portally.bench.command;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Resources;
import io.portally.bench.measure.Course;
import io.portally.bench.measure.DrainMeter;
import io.portally.bench.measure.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Does one run after the other, each with a generation and a folder of its own. */
final class DrainRuns {

  private final Resources resources;
  private final Path work;
  private final DrainCommand command;
  private final DrainMeter meter;
  private int generation = 1;
  private String running = "";

  DrainRuns(BenchStack stack, Resources resources, Course course, Path work, DrainCommand command) {
    this.resources = resources;
    this.work = work;
    this.command = command;
    this.meter = new DrainMeter(stack, course, read -> command.show(running, read));
  }

  Measurement run(Contender contender) {
    generation++;
    running = "Run %d: %s".formatted(generation - 1, contender.label());
    Measurement done =
        meter.measure(
            contender.engine(),
            contender.backlog(),
            new Assignment(contender.backlog().prefix(), generation, resources, emptyFolder()));
    command.say(
        String.format(
            Locale.ROOT,
            "%-20s %,.0f records/s, %,.0f for each CPU second",
            running,
            done.perWallSecond(),
            done.perCpuSecond()));
    return done;
  }

  private Path emptyFolder() {
    try {
      Files.createDirectories(work);
      return Files.createTempDirectory(work, "run-" + (generation - 1) + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
