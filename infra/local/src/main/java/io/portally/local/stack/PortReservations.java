package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ports the stacks of one user have chosen and may not listen on yet, whichever processes
 * they belong to: locks on single bytes of one file, a byte for each port. The locks of a process
 * that dies end with it.
 */
final class PortReservations {

  // One for the whole process: to close any other on this file would end every lock of the process.
  private static @Nullable PortReservations ofThisUser;

  private final FileChannel file;
  private final Map<Integer, FileLock> locks = new HashMap<>();

  private PortReservations(FileChannel file) {
    this.file = file;
  }

  static synchronized PortReservations ofThisUser() {
    PortReservations existing = ofThisUser;
    if (existing != null) {
      return existing;
    }
    Path path =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "portally-ports-" + System.getProperty("user.name"));
    try {
      PortReservations made =
          new PortReservations(
              FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      ofThisUser = made;
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the port is now this process's, and was nobody's before. */
  synchronized boolean reserve(int port) {
    try {
      FileLock lock = file.tryLock(port, 1, false);
      if (lock != null) {
        locks.put(port, lock);
      }
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another stack of this process has it.
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void release(int port) {
    FileLock lock = locks.remove(port);
    if (lock == null) {
      throw new IllegalStateException("port %d is not reserved here".formatted(port));
    }
    try {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
