package io.portally.bench.report;

import static io.portally.bench.measure.Measurements.taking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainReportTest {

  @Test
  void theJsonHoldsEveryRunAndWhereItWasMade(@TempDir Path folder) throws Exception {
    Pair pair = new Pair(taking("c", 10, 20, 7), taking("d", 30, 40, 7));
    Path file = folder.resolve("result.json");

    DrainReports.of(Comparison.of("d", true, List.of(pair))).write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/at").asText()).isEqualTo("2026-01-05T08:00:00Z");
    assertThat(json.at("/resources/checkpointInterval").asText()).isEqualTo("PT30S");
    assertThat(json.at("/machine/cpus").asInt()).isEqualTo(2);
    assertThat(json.at("/commit/id").asText()).isEqualTo("abc");
    assertThat(json.at("/comparisons/0/perCpuSecond/median").asDouble()).isEqualTo(2);
    assertThat(json.at("/runs/1/engineCpuSeconds").asDouble()).isEqualTo(40);
  }
}
