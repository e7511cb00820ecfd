package io.portally.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.local.stack.StackFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program at work, under a shell that outlives it: the shell's account of its children still
 * tells what the program has used when it has ended.
 */
final class JavaRun implements Run {

  private static final List<String> SHELL =
      List.of(
          "/bin/sh",
          "-c",
          "\"$@\" </dev/null; code=$?; echo \"exit $code\"; read -r held; exit $code",
          "portally-bench");

  private static final int FAILED = 1;

  private final String name;
  private final Path errors;
  private final Process shell;
  private final Thread listener;
  private volatile long consumed;
  private volatile boolean done;
  private volatile boolean exited;

  private JavaRun(String name, Path errors, Process shell) {
    this.name = name;
    this.errors = errors;
    this.shell = shell;
    this.listener = new Thread(this::listen, "portally-bench-listener");
  }

  /**
   * Starts the program.
   *
   * @param command with its arguments
   * @param directory that it runs in and where its errors are kept
   */
  static JavaRun start(String name, List<String> command, Path directory) {
    List<String> whole = new ArrayList<>(SHELL);
    whole.addAll(command);
    File errors = directory.resolve("engine.err").toFile();
    try {
      Process shell =
          new ProcessBuilder(whole).directory(directory.toFile()).redirectError(errors).start();
      JavaRun run = new JavaRun(name, errors.toPath(), shell);
      run.listener.start();
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (BufferedReader lines = shell.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null && !exited; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      // Its output was closed under it: the run is over.
      exited = true;
    }
    exited = true;
  }

  /** What it prints beside the words that are agreed is its own affair. */
  private void hear(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "progress" -> consumed = Long.parseLong(words[1].strip());
      case "done" -> {
        consumed = Long.parseLong(words[1].strip());
        done = true;
      }
      case "exit" -> exited = true;
      default -> {}
    }
  }

  @Override
  public long consumed() {
    return consumed;
  }

  @Override
  public boolean hasEnded() {
    // Read first: whatever it said, it said before it ended.
    boolean over = exited;
    if (over && !done) {
      throw StackFailure.withExitCode(
          FAILED, "%s ended without its work done; %s says why.".formatted(name, errors));
    }
    return done;
  }

  /** None of these programs keeps anything. */
  @Override
  public void checkpoint() {}

  @Override
  public List<ProcessHandle> processes() {
    return List.of(shell.toHandle());
  }

  @Override
  public void close() {
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      // The shell waits for this.
      shell.getOutputStream().close();
      shell.waitFor();
      listener.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
