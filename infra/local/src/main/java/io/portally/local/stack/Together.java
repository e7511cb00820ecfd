package io.portally.local.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Several things at a time, which wait more than they work. */
final class Together {

  private Together() {}

  /**
   * Returns when all have ended; an interruption does not hasten it.
   *
   * @throws RuntimeException what one of them threw, with what others did as suppressed
   */
  static void run(List<Runnable> tasks) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      RuntimeException failure = null;
      List<CompletableFuture<Void>> begun =
          tasks.stream().map(task -> CompletableFuture.runAsync(task, threads)).toList();
      for (CompletableFuture<Void> task : begun) {
        failure = both(failure, failureOf(task));
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      threads.shutdown();
    }
  }

  private static @Nullable RuntimeException failureOf(CompletableFuture<Void> task) {
    try {
      task.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static @Nullable RuntimeException both(
      @Nullable RuntimeException first, @Nullable RuntimeException second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    first.addSuppressed(second);
    return first;
  }
}
