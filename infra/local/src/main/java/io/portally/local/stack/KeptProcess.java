package io.portally.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is started again when it ends by itself, from the moment that it is to be
 * kept until it is stopped.
 */
final class KeptProcess {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** A process that lived this long did not fail because of how it was started. */
  private static final Duration HEALTHY_LIFE = Duration.ofMinutes(1);

  private final ChildJvm child;
  private final DataDirectory data;
  private final Path logging;
  private final Consumer<String> notices;
  private final Path pidFile;

  private @Nullable Process process;
  private boolean kept;
  private boolean ready;
  private int starts;
  private long startedAtNanos;
  private Duration pause = SHORTEST_PAUSE;

  KeptProcess(ChildJvm child, DataDirectory data, Path logging, Consumer<String> notices) {
    this.child = child;
    this.data = data;
    this.logging = logging;
    this.notices = notices;
    this.pidFile = data.pidOf(child.name());
  }

  synchronized void start() {
    Process started = child.start(data, logging);
    ProcessRecord.write(pidFile, started.toHandle());
    startedAtNanos = System.nanoTime();
    process = started;
    ready = false;
    starts++;
    var unused = started.onExit().thenAccept(this::ended);
  }

  /** From now on, an end that nobody asked for is followed by a new start. */
  synchronized void keep() {
    kept = true;
    if (!isAlive()) {
      startLater(SHORTEST_PAUSE);
    }
  }

  /** It has come so far that others may start with the classes that it has loaded. */
  synchronized void ready() {
    ready = true;
  }

  synchronized Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
  }

  /** How often it has been started since it was last stopped. */
  synchronized int starts() {
    return starts;
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  String name() {
    return child.name();
  }

  void stop(Duration patience) {
    Optional<Process> running;
    boolean wasReady;
    synchronized (this) {
      kept = false;
      starts = 0;
      running = Optional.ofNullable(process).filter(Process::isAlive);
      wasReady = ready;
    }
    running.ifPresent(
        alive -> {
          Processes.end(alive.toHandle(), patience);
          if (wasReady) {
            keepClasses(alive);
          }
        });
    pidFile.toFile().delete();
  }

  private void keepClasses(Process ended) {
    // The handle may know of the end a moment before the process does.
    ended.onExit().completeOnTimeout(ended, 1, TimeUnit.SECONDS).join();
    if (!ended.isAlive()) {
      child.keepClasses(data, ended.exitValue());
    }
  }

  private synchronized void ended(Process which) {
    if (!kept || which != process) {
      return;
    }
    notices.accept(
        "%s ended (exit code %d); starting it again. Its log: %s"
            .formatted(
                child.name(), which.exitValue(), data.logs().resolve(child.name() + ".log")));
    startLater(nextPause());
  }

  private Duration nextPause() {
    boolean healthy = System.nanoTime() - startedAtNanos > HEALTHY_LIFE.toNanos();
    Duration doubled = pause.multipliedBy(2);
    pause =
        healthy ? SHORTEST_PAUSE : doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    return pause;
  }

  private void startLater(Duration after) {
    Executor later = CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(this::startIfKept);
  }

  private synchronized void startIfKept() {
    if (kept && !isAlive()) {
      start();
    }
  }
}
