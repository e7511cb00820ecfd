package io.portally.local.command;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Generation 1 is there before anybody has said what figures are to mean. The first job that is
 * started into it says so.
 */
final class FirstJob {

  private static final String URL = "portally.jdbc.url";

  /** The setting that names a generation. */
  static final String GENERATION = "portally.generation";

  private FirstJob() {}

  /**
   * Binds the generation that a job has just been started for to the job's definitions, unless it
   * is bound. Nothing is done where the job writes elsewhere than into the stack's database: only
   * the owner may bind.
   *
   * @param address looks up a key of {@code stack.env}
   * @param arguments those of the job's main
   * @param data the data directory
   */
  static void bind(Function<String, @Nullable String> address, List<String> arguments, Path data) {
    OwnerTarget owner =
        OwnerTarget.at(
            address.apply("JDBC_URL"),
            address.apply("PORTALLY_OWNER_USER"),
            address.apply("PORTALLY_OWNER_PASSWORD_FILE"));
    if (owner == null) {
      return;
    }
    JobOptions options = JobOptions.of(arguments, data);
    String url = options.get(URL);
    if (url == null || !url.equals(address.apply("JDBC_URL"))) {
      return;
    }
    String generation = options.get(GENERATION);
    owner.ask(
        generations ->
            generations.bind(
                generation == null ? null : Integer.valueOf(generation), options.definitions()));
  }
}
