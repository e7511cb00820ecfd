package io.portally.reference;

import static io.portally.reference.Page.code;

import io.portally.flink.job.PortMetricsOptions;
import io.portally.flink.job.SlowClearanceOptions;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Every option of the jobs, from the code. */
final class ConfigurationPage {

  private ConfigurationPage() {}

  static String text() {
    Page page =
        new Page(
            "Configuration",
            "[`PortMetricsOptions`](../../jobs/flink/src/main/java/io/portally/flink/job/PortMetricsOptions.java)");
    page.paragraph(
        "The annotated file [portally.yaml](../../jobs/flink/src/main/resources/portally.yaml) says more of each: what happens where it is too low or too high, and which of Flink's own options the job wants otherwise. What counts, the later one winning: that file, the cluster's own configuration, `-D key=value`.");
    page.heading("PortMetricsJob");
    page.table(List.of("option", "default", "meaning"), rows(PortMetricsOptions.ALL));
    page.paragraph(
        "Whatever follows `%s` is handed to the Kafka clients."
            .formatted(PortMetricsOptions.KAFKA_PROPERTY_PREFIX));
    page.heading("SlowClearanceJob");
    page.paragraph(
        "Besides these, the options above that say what is read and by which definitions; database, generation and refresh are nothing to it.");
    page.table(List.of("option", "default", "meaning"), rows(SlowClearanceOptions.ALL));
    return page.text();
  }

  private static List<List<String>> rows(List<ConfigOption<?>> options) {
    return options.stream()
        .map(option -> List.of(code(option.key()), defaultOf(option), descriptionOf(option)))
        .toList();
  }

  private static String defaultOf(ConfigOption<?> option) {
    return option.hasDefaultValue() ? code(written(option)) : "";
  }

  /** As it would stand in a configuration file. */
  private static <T> String written(ConfigOption<T> option) {
    Configuration configuration = new Configuration();
    configuration.set(option, option.defaultValue());
    return configuration.toMap().getOrDefault(option.key(), "");
  }

  private static String descriptionOf(ConfigOption<?> option) {
    return new HtmlFormatter()
        .format(option.description())
        .replace("<code class=\"highlighter-rouge\">", "`")
        .replace("</code>", "`");
  }
}
