package io.portally.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one stack: those asked for, else those of last time, else free ones. Kept in a file,
 * so that a bookmark of the Flink UI lasts. Reserved until closed, so that of two stacks that start
 * at the same time none takes a port that the other is about to listen on.
 */
final class Ports implements AutoCloseable {

  /**
   * Below the range that Linux and macOS hand out to outgoing connections: a client that retries a
   * port of that range while its server is away can be connected to itself.
   */
  private static final int LOWEST = 20_000;

  private static final int COUNT = 12_000;

  private final Path file;
  private final Properties lastTime = new Properties();
  private final Properties now = new Properties();
  private final PortReservations reservations = PortReservations.ofThisUser();
  private final Set<Integer> taken = new HashSet<>();

  Ports(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        lastTime.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The port asked for with the option; refused where another process listens on it. */
  int given(String name, String option, int port) {
    if (port == 0) {
      return free(name);
    }
    if (!take(port)) {
      throw StackFailure.configuration(
          "Port %d is taken; give %s another one, or leave it out for a free one."
              .formatted(port, option));
    }
    now.setProperty(name, Integer.toString(port));
    return port;
  }

  /** A free port, last time's where it still is. */
  int free(String name) {
    int port = Integer.parseInt(lastTime.getProperty(name, "0"));
    while (port == 0 || !take(port)) {
      port = LOWEST + ThreadLocalRandom.current().nextInt(COUNT);
    }
    now.setProperty(name, Integer.toString(port));
    return port;
  }

  void save() {
    try (Writer out = Files.newBufferedWriter(file)) {
      now.store(out, "Ports of the last start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the reservations back; by now the servers listen, or never will. */
  @Override
  public void close() {
    taken.forEach(reservations::release);
    taken.clear();
  }

  private boolean take(int port) {
    if (taken.contains(port) || !reservations.reserve(port)) {
      return false;
    }
    if (!isFree(port)) {
      reservations.release(port);
      return false;
    }
    return taken.add(port);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers themselves do: connections of an earlier run that linger are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
