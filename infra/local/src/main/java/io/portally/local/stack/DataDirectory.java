package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one directory that a stack keeps everything in, owned by one supervisor at a time. Opening it
 * ends what a killed supervisor left running.
 */
public final class DataDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(15);

  /** More than the longest that a supervisor gives its children together. */
  private static final Duration STOP = Duration.ofMinutes(2);

  private static final String[] CHILDREN_FROM_THE_TOP = {
    "taskmanager", "jobmanager", "zookeeper", "broker"
  };

  /** All that is made here, so that wiping takes nothing else along. */
  private static final String[] CONTENTS = {
    "run", "logs", "kafka", "postgresql", "flink", "secrets", "ports.properties", "stack.env"
  };

  private final Path root;
  private @Nullable FileChannel lockFile;

  private DataDirectory(Path root) {
    this.root = root;
  }

  /** The directory as it is, without owning it; it need not exist. */
  public static DataDirectory at(Path root) {
    return new DataDirectory(root.toAbsolutePath().normalize());
  }

  /**
   * Takes the directory for this process, making it if need be.
   *
   * @param freeBytesNeeded usable bytes below which it is refused
   * @throws StackFailure where it cannot be written, is full, or another supervisor owns it
   */
  static DataDirectory open(Path root, long freeBytesNeeded) {
    DataDirectory data = at(root);
    data.prepare();
    data.requireSpace(freeBytesNeeded);
    data.own();
    data.endOrphans();
    return data;
  }

  public Path root() {
    return root;
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** The addresses of the running stack, for shells and for the other commands. */
  public Path stackEnv() {
    return root.resolve("stack.env");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgresql() {
    return root.resolve("postgresql").resolve("data");
  }

  Path postmasterPid() {
    return postgresql().resolve("postmaster.pid");
  }

  Path flink() {
    return root.resolve("flink");
  }

  /** The folder of the Flink cluster's {@code config.yaml}. */
  public Path flinkConf() {
    return flink().resolve("conf");
  }

  Path flinkTemporary() {
    return flink().resolve("tmp");
  }

  /** What a JobManager that comes back needs to know of its jobs. */
  Path flinkHighAvailability() {
    return flink().resolve("ha");
  }

  Path zooKeeper() {
    return flinkHighAvailability().resolve("zookeeper");
  }

  Path ports() {
    return root.resolve("ports.properties");
  }

  Path pidOf(String process) {
    return root.resolve("run").resolve(process + ".pid");
  }

  /**
   * Makes a server's storage unless it has been made. What a start left half made, because it was
   * killed on the way, is made anew: no record and no row can be in it yet.
   *
   * @param storage the folder; its neighbour of the same name with {@code .made} says that it is
   */
  void makeOnce(Path storage, Runnable making) {
    Path made = storage.resolveSibling(storage.getFileName() + ".made");
    if (Files.exists(made)) {
      return;
    }
    try {
      deleteAll(storage);
      making.run();
      Files.createFile(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The password of a database login: generated once, in a file that only its owner can read. */
  Path passwordOf(String login) {
    Path file = root.resolve("secrets").resolve(login + ".password");
    if (Files.notExists(file)) {
      writePassword(file);
    }
    return file;
  }

  /** The process that owns this directory, if one does. */
  public Optional<ProcessHandle> supervisor() {
    return ProcessRecord.alive(pidOf("supervisor"));
  }

  /** Asks the supervisor to stop its stack and returns when it has; whether there was one. */
  public boolean stopSupervisor() {
    Optional<ProcessHandle> owner = supervisor();
    owner.ifPresent(process -> Processes.end(process, STOP));
    return owner.isPresent();
  }

  /**
   * Ends what a killed supervisor left running, workers before what they work for; whether there
   * was anything.
   */
  public boolean endOrphans() {
    int ended = 0;
    for (String process : CHILDREN_FROM_THE_TOP) {
      for (Path record : recordsOf(process)) {
        ended += endOrphan(process, ProcessRecord.alive(record));
        delete(record);
      }
    }
    ended += endOrphan("postgresql", ProcessRecord.postmasterAlive(postmasterPid()));
    return ended > 0;
  }

  /** Whether a stack has ever been kept here. */
  public boolean exists() {
    return Files.isDirectory(root.resolve("run"));
  }

  /** Forgets all that is kept here. */
  public void wipe() {
    if (!exists()) {
      return;
    }
    try {
      for (String name : CONTENTS) {
        deleteAll(root.resolve(name));
      }
      try (Stream<Path> others = Files.list(root)) {
        if (others.findAny().isEmpty()) {
          Files.delete(root);
        }
      }
    } catch (IOException e) {
      throw StackFailure.configuration(
          "The data directory %s could not be removed (%s); remove it by hand."
              .formatted(root, e.getMessage()),
          e);
    }
  }

  /** Gives the directory back; nothing where it has been. */
  @Override
  public void close() {
    if (lockFile == null) {
      return;
    }
    delete(pidOf("supervisor"));
    delete(stackEnv());
    try {
      // Releases the lock too.
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lockFile = null;
  }

  private void prepare() {
    try {
      for (String dir : new String[] {"run", "logs", "kafka", "postgresql", "flink"}) {
        Files.createDirectories(root.resolve(dir));
      }
      if (Files.notExists(root.resolve("secrets"))) {
        Files.createDirectory(
            root.resolve("secrets"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.delete(Files.createTempFile(root, "write-", ".probe"));
    } catch (IOException e) {
      throw StackFailure.configuration(
          "The data directory %s cannot be written (%s); choose another with --data."
              .formatted(root, e.getClass().getSimpleName()),
          e);
    }
  }

  private void requireSpace(long needed) {
    try {
      long usable = Files.getFileStore(root).getUsableSpace();
      if (usable < needed) {
        throw StackFailure.configuration(
            "The data directory %s has %d MiB of space left and the stack needs %d MiB; free some, or choose another with --data."
                .formatted(root, usable >> 20, needed >> 20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void own() {
    // Before the lock is touched: a process that opens its own lock file once more would lose it.
    Optional<ProcessHandle> owner = supervisor();
    if (owner.isPresent()) {
      throw owned(owner.get().pid());
    }
    try {
      lockFile =
          FileChannel.open(
              root.resolve("run").resolve("supervisor.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = lockFile.tryLock();
      if (lock == null) {
        throw owned(0);
      }
    } catch (OverlappingFileLockException e) {
      throw owned(ProcessHandle.current().pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // What a killed supervisor wrote there would be taken for this one's.
    delete(stackEnv());
    ProcessRecord.write(pidOf("supervisor"), ProcessHandle.current());
  }

  private StackFailure owned(long pid) {
    return StackFailure.configuration(
        "A stack already runs on %s%s; stop it with ./portally down, or choose another directory with --data."
            .formatted(root, pid == 0 ? "" : " (process " + pid + ")"));
  }

  private Path[] recordsOf(String process) {
    Path run = root.resolve("run");
    if (!Files.isDirectory(run)) {
      return new Path[0];
    }
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().matches(process + "(-\\d+)?\\.pid"))
          .toArray(Path[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int endOrphan(String name, Optional<ProcessHandle> orphan) {
    orphan.ifPresent(
        process -> {
          LOG.warn("Ending {} {}, which outlived its supervisor.", name, process.pid());
          Processes.end(process, ORPHAN_PATIENCE);
        });
    return orphan.isPresent() ? 1 : 0;
  }

  private static void writePassword(Path file) {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Files.walkFileTree(folder, new DeletingVisitor());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class DeletingVisitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
