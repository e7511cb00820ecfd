package io.portally.local.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM and the hang-up of the terminal, as one wish to stop. The JVM would answer them
 * with hooks that all run at once; servers that stand on each other must stop in order, and the
 * exit code is then the command's own.
 */
public final class StopSignal {

  private final CountDownLatch wished = new CountDownLatch(1);
  private final Thread toInterrupt;

  private StopSignal(Thread toInterrupt) {
    this.toInterrupt = toInterrupt;
  }

  /** From now on a wish to stop interrupts the calling thread, once, instead of ending the JVM. */
  public static StopSignal watch() {
    StopSignal stop = new StopSignal(Thread.currentThread());
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      stop.handle(name);
    }
    return stop;
  }

  public boolean wished() {
    return wished.getCount() == 0;
  }

  /** Waits for the wish, at most for the given time, and tells whether it came. */
  public boolean await(Duration atMost) {
    try {
      return wished.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && clearInterruption();
    } catch (InterruptedException e) {
      return wished();
    }
  }

  /** Waits for the wish. */
  public void await() {
    boolean come = false;
    while (!come) {
      come = await(Duration.ofDays(1));
    }
  }

  /** What follows the wish is the stop, which may wait again. Always true. */
  private synchronized boolean clearInterruption() {
    Thread.interrupted();
    return true;
  }

  /** By reflection: the class is meant to be used, but javac warns of it and cannot be told. */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object wishing =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, this::onHandlerCalled);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), wishing);
    } catch (InvocationTargetException e) {
      // Ignored from outside, as in a detached start; it then never arrives.
      return;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object onHandlerCalled(
      Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "handle" -> {
        wish();
        yield null;
      }
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "StopSignal";
    };
  }

  private synchronized void wish() {
    if (!wished()) {
      wished.countDown();
      toInterrupt.interrupt();
    }
  }
}
