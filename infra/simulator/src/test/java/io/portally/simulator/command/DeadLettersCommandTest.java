package io.portally.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DeadLettersCommandTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list                        | No Kafka broker is known: start the stack with ./portally up
          list --reason TYPO          | --reason is 'TYPO': write one of -, UNDECODABLE, TOO_LARGE
          list --topic dead-letters   | --topic is 'dead-letters': write one of cargo-movements
          list --from yesterday       | --from: 'yesterday' is no instant; write ISO 8601
          list --to 2026-03-01        | --to: '2026-03-01' is no instant; write ISO 8601
          list --limit -1             | --limit is -1: write a number such as 20, or 0 for all
          list --bootstrap-servers nowhere | --bootstrap-servers is 'nowhere':
          replay                      | Say which letters: name a FILE of dead-letters list --out
          replay missing.jsonl        | 'missing.jsonl' is no file that can be read
          replay missing.jsonl --all  | The lines of missing.jsonl say which letters they are
          replay --all                | No Kafka broker is known: start the stack with ./portally up
          """)
  void aWrongUseEndsInOneSentence(String arguments, String sentence) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "replay --all"})
  void aBrokerThatDoesNotAnswerEndsInOneSentenceAfterABoundedWait(String command) throws Exception {
    String address;
    try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + closedSoon.getLocalPort();
    }

    assertThat(run((command + " --bootstrap-servers " + address).split(" ")))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .startsWith("No Kafka broker answers at %s within 10 s".formatted(address))
        .hasLineCount(1);
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(err, true);
    return new CommandLine(new DeadLettersCommand())
        .setErr(writer)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof CommandFailure known) {
                writer.println(known.sentence());
                return known.exitCode();
              }
              throw failure;
            })
        .execute(arguments);
  }
}
