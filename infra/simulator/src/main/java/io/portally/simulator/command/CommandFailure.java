package io.portally.simulator.command;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and one sentence: what is wrong, and what to do about it. */
public final class CommandFailure extends RuntimeException {
  private final int exitCode;

  public CommandFailure(int exitCode, String sentence) {
    this(exitCode, sentence, null);
  }

  public CommandFailure(int exitCode, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
