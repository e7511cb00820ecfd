package io.portally.local.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The addresses of a running stack, for a person. */
final class StackReport {

  private StackReport() {}

  static void print(PrintWriter out, Map<String, String> environment, Path data) {
    lines(environment, data).forEach(out::println);
    out.flush();
  }

  static List<String> lines(Map<String, String> environment, Path data) {
    return List.of(
        "Kafka       " + environment.get("KAFKA_BOOTSTRAP_SERVERS"),
        "Flink UI    " + environment.get("FLINK_REST_URL"),
        "PostgreSQL  " + environment.get("JDBC_URL"),
        "psql        " + psql(data),
        "All keys    " + data.resolve("stack.env"));
  }

  /** A line to paste: it opens psql as the reader, whose password stays in its file. */
  static String psql(Path data) {
    return "(set -a; . " + ShellWord.of(data.resolve("stack.env").toString()) + "; psql)";
  }
}
