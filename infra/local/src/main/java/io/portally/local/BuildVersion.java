package io.portally.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Properties build = new Properties();
    try (InputStream in =
        Objects.requireNonNull(BuildVersion.class.getResourceAsStream("build.properties"))) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {
      "Portally " + build.getProperty("version"),
      "Flink %s, Kafka %s, PostgreSQL %s"
          .formatted(
              build.getProperty("flink"),
              build.getProperty("kafka"),
              build.getProperty("postgresql")),
      "Java " + Runtime.version()
    };
  }
}
