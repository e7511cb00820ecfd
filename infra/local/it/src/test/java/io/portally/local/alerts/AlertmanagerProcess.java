package io.portally.local.alerts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.local.stack.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real Alertmanager, alone and on loopback, which a test may stop and start again. */
final class AlertmanagerProcess implements AutoCloseable {

  private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Path config;
  private final int port;
  private @Nullable Process process;

  private AlertmanagerProcess(Path directory, Path config, int port) {
    this.directory = directory;
    this.config = config;
    this.port = port;
  }

  /** Prepares one that is not running yet. */
  static AlertmanagerProcess prepare(Path directory, String config) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.writeString(directory.resolve("alertmanager.yml"), config);
    return new AlertmanagerProcess(directory, file, FreePort.in(directory));
  }

  static AlertmanagerProcess start(Path directory, String config) throws IOException {
    AlertmanagerProcess alertmanager = prepare(directory, config);
    alertmanager.start();
    return alertmanager;
  }

  /** Starts it and returns when it answers. */
  void start() throws IOException {
    File log = directory.resolve("alertmanager.log").toFile();
    process =
        new ProcessBuilder(
                program().toString(),
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    await().atMost(30, SECONDS).ignoreExceptions().until(() -> status("-/ready") == 200);
  }

  private static Path program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no Alertmanager on the PATH, and this test needs a real one: ./portally test fetches it on Debian and Ubuntu; elsewhere install it (apt-get install prometheus-alertmanager, brew install alertmanager, or a release of prometheus/alertmanager)"));
  }

  void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      running.onExit().orTimeout(30, SECONDS).join();
      process = null;
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What it holds as open, silenced ones too. */
  JsonNode alerts() {
    return json("api/v2/alerts");
  }

  JsonNode silences() {
    return json("api/v2/silences");
  }

  private JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(url().resolve("/" + path)).build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    stop();
  }
}
