package io.portally.local.command;

import io.portally.db.Generation;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows all generations. */
@Command(
    name = "list",
    description = {
      "Show all generations: number, * for the current one, when it was made (UTC),",
      "the end of its newest complete minute (UTC; - for none yet), how many ports its",
      "register has, and the fingerprint of its definitions."
    },
    sortOptions = false)
public final class GenerationListCommand implements Callable<Integer> {

  private static final String COLUMNS = "%6s  %-7s  %-20s  %-20s  %5s  %s";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OwnerTarget owner = new OwnerTarget();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        COLUMNS.formatted("number", "current", "made", "complete to", "ports", "fingerprint"));
    owner.ask(generations -> generations.list()).forEach(it -> out.println(line(it)));
    out.flush();
    return 0;
  }

  static String line(Generation generation) {
    return COLUMNS.formatted(
        generation.number(),
        generation.current() ? "*" : "",
        toTheSecond(generation.beganAt()),
        toTheSecond(generation.completeTo()),
        generation.ports(),
        Objects.requireNonNullElse(generation.fingerprint(), "bound to no definitions yet"));
  }

  private static String toTheSecond(@Nullable Instant instant) {
    return instant == null ? "-" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
