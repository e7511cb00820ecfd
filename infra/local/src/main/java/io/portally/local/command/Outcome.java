package io.portally.local.command;

import io.portally.local.stack.StackFailure;
import io.portally.simulator.command.CommandFailure;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command that could not do its work ends: one sentence, and an exit code. */
public final class Outcome {

  /** Some input was refused, or the job failed. */
  static final int REFUSED = 1;

  private static final int USAGE = 2;

  private Outcome() {}

  /** A command line that cannot be understood. */
  public static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(sentence(unknownCommand(e).orElse(String.valueOf(e.getMessage()))));
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return USAGE;
  }

  /** A command that failed at its work. */
  public static int failure(Exception e, CommandLine command, ParseResult parsed) {
    boolean verbose = GlobalOptions.of(command.getCommandSpec()).verbose();
    PrintWriter err = command.getErr();
    if (verbose) {
      e.printStackTrace(err);
    }
    if (e instanceof StackFailure failure) {
      err.println(failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof CommandFailure failure) {
      err.println(failure.sentence());
      return failure.exitCode();
    }
    err.println(
        "Unexpected %s: %s%s"
            .formatted(
                e.getClass().getSimpleName(),
                e.getMessage(),
                verbose ? "" : "; run it again with --verbose for the stack trace."));
    return REFUSED;
  }

  private static Optional<String> unknownCommand(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (command.getParent() != null
        || !(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()) {
      return Optional.empty();
    }
    return Optional.of(
        "There is no command '%s'; the commands are: %s"
            .formatted(
                unmatched.getUnmatched().get(0),
                String.join(", ", command.getSubcommands().keySet())));
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
