package io.portally.simulator.command;

/** What a command's exit code says. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int SOME_INPUT_REFUSED = 1;
  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
