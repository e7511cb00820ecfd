package io.portally.local.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A real web server that remembers what it is sent, and answers as a test tells it to. */
final class Receiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);

  /** What it was sent, and what it answered. */
  record Request(String path, Headers headers, String body, int answer) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean isTaken() {
      return answer == 200;
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
    server.createContext("/", this::receive);
  }

  static Receiver start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Receiver receiver = new Receiver(HttpServer.create(anyPort, 0));
    receiver.server.start();
    return receiver;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      int answer = status.get();
      requests.add(
          new Request(
              exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body, answer));
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  /** From now on it answers so. */
  void answer(int with) {
    status.set(with);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What it has been sent and has taken. */
  List<JsonNode> taken() {
    return requests.stream().filter(Request::isTaken).map(Request::json).toList();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
