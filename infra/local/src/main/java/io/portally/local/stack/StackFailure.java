package io.portally.local.stack;

import org.jspecify.annotations.Nullable;

/** The stack cannot be had; the message is one sentence for a person, with the remedy. */
public final class StackFailure extends RuntimeException {

  /** Exit code for a wrong option, a directory or a port that cannot be used. */
  public static final int CONFIGURATION = 2;

  /** Exit code for a server that does not answer. */
  public static final int UNREACHABLE = 3;

  private final int exitCode;

  private StackFailure(int exitCode, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  public static StackFailure configuration(String sentence) {
    return new StackFailure(CONFIGURATION, sentence, null);
  }

  public static StackFailure configuration(String sentence, Throwable cause) {
    return new StackFailure(CONFIGURATION, sentence, cause);
  }

  public static StackFailure unreachable(String sentence) {
    return new StackFailure(UNREACHABLE, sentence, null);
  }

  public static StackFailure unreachable(String sentence, Throwable cause) {
    return new StackFailure(UNREACHABLE, sentence, cause);
  }

  /** With the exit code of whatever the sentence tells of. */
  public static StackFailure withExitCode(int exitCode, String sentence) {
    return new StackFailure(exitCode, sentence, null);
  }

  public int exitCode() {
    return exitCode;
  }
}
