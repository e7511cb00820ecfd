package io.portally.local.command;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import io.portally.tally.Definitions;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the main job makes of its arguments, in its own words: its jar is asked, so that file,
 * defaults and checks are those of the start.
 */
final class JobOptions {

  private static final String WORDS = "io.portally.flink.job.ConfiguredDefinitions";

  private final Class<?> words;
  private final Configuration options;

  private JobOptions(Class<?> words, Configuration options) {
    this.words = words;
    this.options = options;
  }

  /**
   * Reads the arguments.
   *
   * @param arguments those of the job's main
   * @param data the data directory, whose cluster has settings for jobs too
   * @throws StackFailure in the job's own words where an argument is not understood
   */
  static JobOptions of(List<String> arguments, Path data) {
    Class<?> words = wordsOfTheJob();
    Object options =
        call(
            words,
            "options",
            new Class<?>[] {String[].class, ReadableConfig.class},
            arguments.toArray(String[]::new),
            cluster(data));
    return new JobOptions(words, (Configuration) options);
  }

  /**
   * The definitions among the options.
   *
   * @throws StackFailure in the job's own words where one is wrong
   */
  Definitions definitions() {
    return (Definitions) call(words, "definitions", new Class<?>[] {Configuration.class}, options);
  }

  /** The value of a key as it was written; null where there is none. */
  @Nullable String get(String key) {
    return options.toMap().get(key);
  }

  private static Configuration cluster(Path data) {
    Path conf = DataDirectory.at(data).flinkConf();
    return Files.isDirectory(conf)
        ? GlobalConfiguration.loadConfiguration(conf.toString())
        : new Configuration();
  }

  /** Behind this class's own loader, so that both mean the same by a configuration. */
  private static Class<?> wordsOfTheJob() {
    try {
      URL jar = Submission.url(Installation.find().jobsJar());
      return new URLClassLoader(new URL[] {jar}, JobOptions.class.getClassLoader())
          .loadClass(WORDS);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the jobs' jar is not of this build", e);
    }
  }

  private static Object call(Class<?> words, String method, Class<?>[] types, Object... arguments) {
    try {
      return words.getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalConfigurationException refusal) {
        throw StackFailure.configuration(String.valueOf(refusal.getMessage()), refusal);
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the jobs' jar is not of this build", e);
    }
  }
}
