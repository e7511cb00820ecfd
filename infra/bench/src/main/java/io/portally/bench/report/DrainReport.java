package io.portally.bench.report;

import io.portally.bench.engine.Resources;
import io.portally.bench.measure.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a drain has to tell.
 *
 * @param remarks sentences that belong to every figure here
 * @param engines names by letters
 * @param resources what each engine had
 * @param againstItself the main job against itself; null where that was skipped
 * @param comparisons with others
 * @param runs every run in its order, those that count in no comparison too
 */
public record DrainReport(
    Instant at,
    Machine machine,
    Commit commit,
    List<String> versions,
    List<String> commandLine,
    List<String> remarks,
    Map<String, String> engines,
    Resources resources,
    @Nullable Comparison againstItself,
    List<Comparison> comparisons,
    List<Measurement> runs) {

  /** Writes it as JSON. */
  public void write(Path file) throws IOException {
    ReportJson.write(file, this);
  }
}
