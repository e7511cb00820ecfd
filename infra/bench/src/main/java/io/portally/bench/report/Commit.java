package io.portally.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Which state of the project was measured.
 *
 * @param id of the commit, or "unknown" where the project is no clone
 * @param clean whether the files are those of the commit
 */
public record Commit(String id, boolean clean) {

  private static final Commit UNKNOWN = new Commit("unknown", false);

  /** The commit that the files of the folder stand on. */
  public static Commit of(Path project) {
    try {
      String id = git(project, "rev-parse", "HEAD");
      return id.isBlank()
          ? UNKNOWN
          : new Commit(id, git(project, "status", "--porcelain").isBlank());
    } catch (IOException e) {
      // No git here.
      return UNKNOWN;
    }
  }

  private static String git(Path project, String command, String option) throws IOException {
    Process git =
        new ProcessBuilder("git", command, option)
            .directory(project.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
