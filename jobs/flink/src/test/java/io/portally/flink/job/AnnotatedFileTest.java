package io.portally.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The annotated file says what the code says, option by option. */
class AnnotatedFileTest {

  /** A line that sets an option of ours, or shows how: then it begins with a hash. */
  private static final Pattern OPTION_LINE = Pattern.compile("(#?)(portally\\.[a-z.-]+): (.+)");

  private final Configuration bundled = JobArguments.parse(new String[0]).file();

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionIsInTheFileWithItsDefault(ConfigOption<?> option) throws IOException {
    List<OptionLine> lines = linesOf(option.key());

    assertThat(lines).as("lines of %s", option.key()).hasSize(1);
    if (option.hasDefaultValue()) {
      assertThat(lines.get(0).isSet()).isTrue();
      assertThat(bundled.getOptional(option))
          .hasValueSatisfying(value -> assertThat((Object) value).isEqualTo(option.defaultValue()));
    } else {
      assertThat(lines.get(0).isSet()).as("%s has no default to set", option.key()).isFalse();
    }
  }

  @Test
  void everyKeyInTheFileIsAnOption() throws IOException {
    List<String> known = options().map(ConfigOption::key).toList();
    assertThat(optionLines()).extracting(OptionLine::key).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void everyOptionIsExplainedRightAboveItsLine() throws IOException {
    List<String> lines = text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (OPTION_LINE.matcher(lines.get(i)).matches()) {
        assertThat(lines.get(i - 1))
            .as("the line above \"%s\"", lines.get(i))
            .matches("# .*|portally\\.refresh\\.(minute|hour): .*");
      }
    }
  }

  @Test
  void theListsOfAllOptionsAreComplete() throws IllegalAccessException {
    assertThat(PortMetricsOptions.ALL)
        .hasSizeGreaterThan(20)
        .hasSameElementsAs(declaredIn(PortMetricsOptions.class));
    assertThat(SlowClearanceOptions.ALL)
        .isNotEmpty()
        .hasSameElementsAs(declaredIn(SlowClearanceOptions.class));
  }

  private static List<ConfigOption<?>> declaredIn(Class<?> options) throws IllegalAccessException {
    List<ConfigOption<?>> declared = new ArrayList<>();
    for (Field field : options.getDeclaredFields()) {
      if (field.getType() == ConfigOption.class) {
        declared.add((ConfigOption<?>) field.get(null));
      }
    }
    return declared;
  }

  @Test
  void theFileHasWhatTheJobWantsOfFlink() {
    assertThat(bundled.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(30);
    assertThat(bundled.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(bundled.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)).hasMinutes(10);
    assertThat(bundled.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(bundled.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)).isPositive();
    assertThat(bundled.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
    assertThat(bundled.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    assertThat(bundled.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
        .as("restarts without an end")
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(bundled.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    assertThat(bundled.get(PipelineOptions.AUTO_WATERMARK_INTERVAL)).hasMillis(200);
    assertThat(bundled.get(ExecutionOptions.BUFFER_TIMEOUT)).hasMillis(20);
    assertThat(bundled.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
  }

  static Stream<ConfigOption<?>> options() {
    return Stream.concat(PortMetricsOptions.ALL.stream(), SlowClearanceOptions.ALL.stream());
  }

  private record OptionLine(boolean isSet, String key) {}

  private static List<OptionLine> linesOf(String key) throws IOException {
    return optionLines().stream().filter(line -> line.key().equals(key)).toList();
  }

  private static List<OptionLine> optionLines() throws IOException {
    return text()
        .lines()
        .map(OPTION_LINE::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> new OptionLine(matcher.group(1).isEmpty(), matcher.group(2)))
        .toList();
  }

  private static String text() throws IOException {
    try (InputStream in = AnnotatedFileTest.class.getResourceAsStream(JobArguments.BUNDLED_FILE)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
