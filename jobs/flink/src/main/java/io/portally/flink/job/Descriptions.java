package io.portally.flink.job;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;

/** An option's description as plain text. */
final class Descriptions {

  private Descriptions() {}

  static String of(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description());
  }
}
