package io.portally.local.command;

import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.StackOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack, and stays with it or leaves it in the background. */
@Command(
    name = "up",
    description = {
      "Start the embedded stack: Kafka broker with its topics, migrated PostgreSQL, Flink cluster.",
      "Prints every address and writes them to stack.env in the data directory."
    },
    sortOptions = false)
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackArguments arguments = new StackArguments();

  @Option(names = "--detach", description = "Return when all is ready; ./portally down stops it.")
  private boolean detach;

  @Override
  public Integer call() {
    StackOptions options = arguments.on(GlobalOptions.of(spec).data());
    return detach ? detached(options) : attached(options);
  }

  private int attached(StackOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    StopSignal stop = StopSignal.watch();
    Stopwatch watch = Stopwatch.started();
    out.println("Starting broker, database and Flink cluster on " + options.data() + " ...");
    out.flush();
    try (EmbeddedStack stack = EmbeddedStack.start(options, notice -> say(out, notice))) {
      StackReport.print(out, stack.addresses().environment(), options.data());
      say(out, "Ready after %s. Ctrl-C stops it all; the data stays.".formatted(watch.seconds()));
      stop.await();
      say(out, "Stopping ...");
    } catch (StackFailure e) {
      if (!stop.wished()) {
        throw e;
      }
    }
    say(out, "Stopped.");
    return 0;
  }

  private int detached(StackOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    Stopwatch watch = Stopwatch.started();
    StackReport.print(out, DetachedStack.start(options), options.data());
    say(
        out,
        "Ready after %s. %s stops it."
            .formatted(watch.seconds(), StackDefaults.down(options.data())));
    return 0;
  }

  private static void say(PrintWriter out, String sentence) {
    out.println(sentence);
    out.flush();
  }
}
