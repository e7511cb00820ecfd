package io.portally.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobArgumentsTest {

  private static final Configuration NO_CLUSTER = new Configuration();

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path directory;

  @Test
  void withoutAFileTheBundledOneApplies() {
    Configuration effective = parse().over(NO_CLUSTER);

    assertThat(effective.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(30);
    assertThat(effective.getOptional(PortMetricsOptions.ZONE)).contains("Asia/Shanghai");
  }

  @Test
  void aFileOfOnesOwnTakesThePlaceOfTheBundledOne() throws IOException {
    String file = file("portally.zone: Europe/Berlin\n");

    Configuration effective = parse("--config", file).over(NO_CLUSTER);

    assertThat(effective.get(PortMetricsOptions.ZONE)).isEqualTo("Europe/Berlin");
    assertThat(effective.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEmpty();
  }

  @Test
  void theClusterWinsOverTheFileAndTheCommandLineOverBoth() throws IOException {
    String file = file("portally.margin: 1 h\nportally.zone: A\nportally.topic-prefix: file.\n");
    Configuration cluster = new Configuration();
    cluster.setString("portally.zone", "B");
    cluster.setString("portally.topic-prefix", "cluster.");

    Configuration effective =
        parse("-D", "portally.topic-prefix=line.", "--config", file).over(cluster);

    assertThat(effective.get(PortMetricsOptions.MARGIN)).isEqualTo(Duration.ofHours(1));
    assertThat(effective.get(PortMetricsOptions.ZONE)).isEqualTo("B");
    assertThat(effective.get(PortMetricsOptions.TOPIC_PREFIX)).isEqualTo("line.");
  }

  @Test
  void ofTwoDefinitionsTheLaterWins() {
    JobArguments arguments = parse("--bounded", "-D", "portally.zone=A", "-Dportally.zone=B=C");

    assertThat(arguments.dynamic().get(PortMetricsOptions.BOUNDED)).isTrue();
    assertThat(arguments.dynamic().get(PortMetricsOptions.ZONE)).isEqualTo("B=C");
  }

  @Test
  void nestedKeysAndFlatKeysAreTheSame() throws IOException {
    String file = file("portally:\n  refresh:\n    minute: 2 s\n  bounds.value-fen: 7\n");

    Configuration effective = parse("--config", file).over(NO_CLUSTER);

    assertThat(effective.get(PortMetricsOptions.REFRESH_MINUTE)).hasSeconds(2);
    assertThat(effective.get(PortMetricsOptions.MAX_VALUE_FEN)).isEqualTo(7);
  }

  @Test
  void noConfigurationAllowsAMissingUidOrAReflectedType() {
    Configuration effective =
        parse("-D", "pipeline.generic-types=true", "-D", "pipeline.auto-generate-uids=true")
            .over(NO_CLUSTER);

    assertThat(effective.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(effective.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bouned         | \"--bouned\" is no argument of this job",
        "portally.zone=A  | \"portally.zone=A\" is no argument of this job",
        "--config         | --config wants a value after it",
        "-D               | -D wants a value after it",
        "-Dportally.zone  | -D wants key=value, not \"portally.zone\"",
        "-D=A             | -D wants key=value, not \"=A\"",
      })
  void anArgumentThatIsNotUnderstoodIsNamed(String argument, String refusal) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(IllegalConfigurationException.class)
        .hasMessageContaining(refusal);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String missing = directory.resolve("missing.yaml").toString();

    assertThatThrownBy(() -> parse("--config", missing))
        .isInstanceOf(IllegalConfigurationException.class)
        .hasMessageContaining(missing);
  }

  @ParameterizedTest
  @CsvSource({"'a: b: c'", "'- a list'", "'portally.zone:'", "'\u0000'"})
  void aFileThatIsNoConfigurationIsNamed(String content) throws IOException {
    String file = file(content);

    assertThatThrownBy(() -> parse("--config", file))
        .isInstanceOf(IllegalConfigurationException.class)
        .hasMessageContaining(file);
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertThat(parse("--config", file("# nothing\n")).file().keySet()).isEmpty();
  }

  private static JobArguments parse(String... arguments) {
    return JobArguments.parse(arguments);
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("own.yaml"), content, UTF_8).toString();
  }
}
