package io.portally.local.command;

import io.portally.local.stack.DataDirectory;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the stack of a data directory, whoever supervises it. */
@Command(
    name = "down",
    description = "Stop the stack; the data stays unless --wipe is given.",
    sortOptions = false)
public final class DownCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--wipe", description = "Forget the data as well.")
  private boolean wipe;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DataDirectory data = DataDirectory.at(GlobalOptions.of(spec).data());
    boolean stopped = data.stopSupervisor();
    boolean swept = data.endOrphans();
    out.println(
        stopped
            ? "Stopped."
            : swept
                ? "Stopped what a killed supervisor had left running."
                : "Nothing runs on " + data.root() + ".");
    if (wipe) {
      data.wipe();
      out.println("Forgot the data in " + data.root() + ".");
    }
    out.flush();
    return 0;
  }
}
