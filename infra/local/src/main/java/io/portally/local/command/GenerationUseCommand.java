package io.portally.local.command;

import io.portally.db.Generation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a generation the current one. */
@Command(
    name = "use",
    description = {
      "Make a generation the current one, in one update: from the next query on,",
      "every view shows its figures, areas and ports. Jobs go on writing the generation",
      "that they were started for."
    },
    sortOptions = false)
public final class GenerationUseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NUMBER", description = "Of portally generation list.")
  private int number;

  @Mixin private OwnerTarget owner = new OwnerTarget();

  @Override
  public Integer call() {
    Generation chosen = owner.ask(generations -> generations.use(number));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Generation %d is current.".formatted(number));
    if (chosen.completeTo() == null) {
      out.println("It has no complete minute yet: the views show next to nothing until it has.");
    }
    out.flush();
    return 0;
  }
}
