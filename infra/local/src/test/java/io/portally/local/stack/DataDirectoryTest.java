package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private Path root;

  @BeforeEach
  void inADirectory(@TempDir Path temp) {
    root = temp.resolve("data");
  }

  @Test
  void tooLittleSpaceIsRefusedWithBothFigures() {
    assertThatThrownBy(() -> DataDirectory.open(root, Long.MAX_VALUE))
        .isInstanceOf(StackFailure.class)
        .hasMessageMatching(
            ".*data has \\d+ MiB of space left and the stack needs 8796093022207 MiB;"
                + " free some, or choose another with --data\\.");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
    Files.createFile(root);
    assertThatThrownBy(() -> DataDirectory.open(root, 0))
        .isInstanceOf(StackFailure.class)
        .hasMessageContainingAll("cannot be written", root.toString(), "--data");
  }

  @Test
  void aSecondOwnerIsRefusedUntilTheFirstIsGone() {
    try (DataDirectory first = DataDirectory.open(root, 0)) {
      assertThatThrownBy(() -> DataDirectory.open(first.root(), 0))
          .isInstanceOf(StackFailure.class)
          .hasMessageContainingAll(
              "already runs", "process " + ProcessHandle.current().pid(), "./portally down");
    }
    DataDirectory.open(root, 0).close();
  }

  @Test
  void anOwnerThatWasKilledIsNone() throws IOException {
    DataDirectory.open(root, 0).close();
    Process dead = new ProcessBuilder("true").start();
    ProcessRecord.write(root.resolve("run/supervisor.pid"), dead.toHandle());
    Processes.awaitEnd(dead.toHandle(), Duration.ofSeconds(10));

    assertThat(DataDirectory.at(root).supervisor()).isEmpty();
    DataDirectory.open(root, 0).close();
  }

  @Test
  void aProcessThatOnlyHasTheIdOfTheOwnerIsNone() throws IOException {
    DataDirectory.open(root, 0).close();
    Files.writeString(
        root.resolve("run/supervisor.pid"), ProcessHandle.current().pid() + " 1000000000000\n");
    assertThat(DataDirectory.at(root).supervisor()).isEmpty();
  }

  @Test
  void whatAKilledSupervisorLeftRunningIsEnded() throws IOException {
    DataDirectory.open(root, 0).close();
    Process orphan = new ProcessBuilder("sleep", "600").start();
    ProcessRecord.write(root.resolve("run/taskmanager-1.pid"), orphan.toHandle());

    DataDirectory.open(root, 0).close();

    assertThat(orphan.isAlive()).isFalse();
    assertThat(root.resolve("run/taskmanager-1.pid")).doesNotExist();
  }

  @Test
  void aProcessThatOnlyHasTheIdOfAnOrphanIsLeftAlone() throws IOException {
    DataDirectory.open(root, 0).close();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    Files.writeString(root.resolve("run/broker.pid"), stranger.pid() + " 1000000000000\n");

    DataDirectory.open(root, 0).close();

    assertThat(stranger.isAlive()).isTrue();
    stranger.destroyForcibly();
  }

  @Test
  void aPasswordIsMadeOnceAndForItsOwnerAlone() throws IOException {
    try (DataDirectory data = DataDirectory.open(root, 0)) {
      Path file = data.passwordOf("reader");
      String password = Files.readString(file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(password).hasSize(32);
      assertThat(Files.readString(data.passwordOf("reader"))).isEqualTo(password);
      assertThat(Files.readString(data.passwordOf("writer"))).isNotEqualTo(password);
    }
  }

  @Test
  void aStorageIsMadeOnce() {
    try (DataDirectory data = DataDirectory.open(root, 0)) {
      Path storage = data.kafka().resolve("data");
      data.makeOnce(storage, () -> make(storage, "first"));
      data.makeOnce(storage, () -> make(storage, "second"));
      assertThat(storage.resolve("first")).exists();
      assertThat(storage.resolve("second")).doesNotExist();
    }
  }

  @Test
  void aStorageThatWasLeftHalfMadeIsMadeAnew() {
    try (DataDirectory data = DataDirectory.open(root, 0)) {
      Path storage = data.kafka().resolve("data");
      assertThatThrownBy(
              () ->
                  data.makeOnce(
                      storage,
                      () -> {
                        make(storage, "half");
                        throw new IllegalStateException("killed");
                      }))
          .hasMessage("killed");
      data.makeOnce(storage, () -> make(storage, "whole"));
      assertThat(storage.resolve("half")).doesNotExist();
      assertThat(storage.resolve("whole")).exists();
    }
  }

  @Test
  void wipingForgetsWhatTheStackMadeAndNothingElse() throws IOException {
    DataDirectory.open(root, 0).close();
    Path letter = Files.writeString(root.resolve("letter"), "not ours");

    DataDirectory.at(root).wipe();

    try (var left = Files.list(root)) {
      assertThat(left).containsExactly(letter);
    }
  }

  @Test
  void wipingRemovesTheDirectoryThatHoldsNothingElse() {
    DataDirectory.open(root, 0).close();
    DataDirectory.at(root).wipe();
    assertThat(root).doesNotExist();
  }

  private static void make(Path storage, String file) {
    try {
      Files.createDirectories(storage);
      Files.createFile(storage.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
