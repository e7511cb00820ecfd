package io.portally.local.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Ctrl-C, SIGTERM and the hang-up of the terminal, as one wish to stop. The JVM would answer them
 * with hooks that all run at once; servers that stand on each other must stop in order, and the
 * exit code is then the command's own.
 */
final class StopSignal {

  private final CountDownLatch wished = new CountDownLatch(1);
  private final Thread toInterrupt;

  private StopSignal(Thread toInterrupt) {
    this.toInterrupt = toInterrupt;
  }

  /** From now on a wish to stop interrupts the calling thread, once, instead of ending the JVM. */
  static StopSignal watch() {
    StopSignal stop = new StopSignal(Thread.currentThread());
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      stop.handle(name);
    }
    return stop;
  }

  boolean wished() {
    return wished.getCount() == 0;
  }

  /** Waits for the wish, at most for the given time, and tells whether it came. */
  boolean await(Duration atMost) {
    try {
      return wished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return wished();
    }
  }

  /** Waits for the wish. */
  void await() {
    try {
      wished.await();
    } catch (InterruptedException e) {
      // The interruption is the wish.
      return;
    }
  }

  @SuppressWarnings("sunapi")
  private void handle(String name) {
    try {
      Signal.handle(new Signal(name), signal -> wish());
    } catch (IllegalArgumentException e) {
      // Ignored from outside, as in a detached start; it then never arrives.
      return;
    }
  }

  private synchronized void wish() {
    if (!wished()) {
      wished.countDown();
      toInterrupt.interrupt();
    }
  }
}
