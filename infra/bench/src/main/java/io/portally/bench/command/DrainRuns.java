package io.portally.bench.command;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Lane;
import io.portally.bench.engine.Resources;
import io.portally.bench.measure.Course;
import io.portally.bench.measure.DrainMeter;
import io.portally.bench.measure.Entry;
import io.portally.bench.measure.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Does one run after the other, each with a generation and a folder of its own. */
final class DrainRuns implements DrainPlan.Runs {

  private final Resources resources;
  private final Path work;
  private final Preparation preparation;
  private final DrainCommand command;
  private final DrainMeter meter;
  private int generation = 1;
  private String running = "";

  DrainRuns(
      BenchStack stack,
      Resources resources,
      Course course,
      Path work,
      Preparation preparation,
      DrainCommand command) {
    this.resources = resources;
    this.work = work;
    this.preparation = preparation;
    this.command = command;
    this.meter = new DrainMeter(stack, course, read -> command.show(running, read));
  }

  /** One that has the machine to itself. */
  @Override
  public Measurement alone(Contender contender) {
    preparation.run();
    Entry entry = entry(contender, Lane.FIRST);
    running = "Run %d: %s".formatted(generation - 1, contender.label());
    return told(running, meter.alone(entry));
  }

  /** Two in turns, the first of them started first; what each took. */
  @Override
  public List<Measurement> inTurns(Contender first, Contender second) {
    preparation.run();
    Entry one = entry(first, Lane.FIRST);
    Entry other = entry(second, Lane.SECOND);
    running = "Runs %d and %d".formatted(generation - 2, generation - 1);
    List<Measurement> done = meter.inTurns(one, other);
    told("Run %d: %s".formatted(generation - 2, first.label()), done.get(0));
    told("Run %d: %s".formatted(generation - 1, second.label()), done.get(1));
    return done;
  }

  private Entry entry(Contender contender, Lane lane) {
    generation++;
    return new Entry(
        contender.engine(),
        contender.backlog(),
        new Assignment(contender.backlog().prefix(), generation, resources, emptyFolder(), lane));
  }

  private Measurement told(String run, Measurement done) {
    command.say(
        String.format(
            Locale.ROOT,
            "%-20s %,.0f records/s, %,.0f for each CPU second",
            run,
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
