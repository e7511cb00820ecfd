package io.portally.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process remembered in a file, by its id and the instant it began: ids are used again, so the id
 * alone could name somebody else's process after a crash.
 *
 * @param pid the process id
 * @param startedAt when it began, as the operating system tells
 */
record ProcessRecord(long pid, Instant startedAt) {

  /** The operating system counts in ticks since boot, and its idea of the boot time may move. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  static ProcessRecord of(ProcessHandle process) {
    return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  static void write(Path file, ProcessHandle process) {
    ProcessRecord record = of(process);
    try {
      Files.writeString(
          file, record.pid + " " + record.startedAt.toEpochMilli() + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that the file names, if that very process still runs. */
  static Optional<ProcessHandle> alive(Path file) {
    return read(file).flatMap(ProcessRecord::process);
  }

  /** The PostgreSQL server that keeps its own record in the file, if it still runs. */
  static Optional<ProcessHandle> postmasterAlive(Path postmasterPid) {
    try {
      List<String> lines = Files.readAllLines(postmasterPid);
      return new ProcessRecord(
              Long.parseLong(lines.get(0).strip()),
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())))
          .process();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Optional<ProcessRecord> read(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ", 2);
      return Optional.of(
          new ProcessRecord(
              Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // Cut off by a crash of the machine, which no process outlives.
      return Optional.empty();
    }
  }

  private Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                Duration.between(startedAt, of(process).startedAt).abs().compareTo(CLOCK_TOLERANCE)
                    <= 0);
  }
}
