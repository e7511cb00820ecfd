package io.portally.local.command;

import io.portally.tally.Definitions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a generation. */
@Command(
    name = "new",
    description = {
      "Make a generation for the definitions that a job would have with these",
      "settings: port register, zone, bounds, lateness, journeys. It brings the areas",
      "and ports of its register, has no rows yet, and is not current. Give the job",
      "the same settings."
    },
    sortOptions = false)
public final class GenerationNewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobSettings settings = new JobSettings();
  @Mixin private OwnerTarget owner = new OwnerTarget();

  @Override
  public Integer call() {
    JobOptions options = JobOptions.of(settings.arguments(false), GlobalOptions.of(spec).data());
    Definitions definitions = options.definitions();
    int number = owner.ask(generations -> generations.begin(definitions));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Generation %d is made, with %d ports and the definitions %s."
            .formatted(number, definitions.register().ports().size(), definitions.fingerprint()));
    out.println(
        "Compute it with: ./portally job port-metrics --generation %d%s"
            .formatted(number, settings.written()));
    out.println(
        "Show it, when it has caught up, with: ./portally generation use %d".formatted(number));
    out.flush();
    return 0;
  }
}
