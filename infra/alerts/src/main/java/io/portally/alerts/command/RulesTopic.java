package io.portally.alerts.command;

import io.portally.schemas.Topic;
import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import io.portally.simulator.command.KafkaTarget;
import io.portally.simulator.lines.Line;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.SinkException;
import io.portally.tally.area.Register;
import io.portally.tally.slow.RuleBook;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topic of rules, as the commands read and write it. */
final class RulesTopic {

  private final KafkaTarget kafka;
  private final Register register;

  RulesTopic(KafkaTarget kafka, Register register) {
    this.kafka = kafka;
    this.register = register;
  }

  /**
   * The rules as a job would have them that has read the topic to its end.
   *
   * @param refused takes a sentence for each record that is refused
   */
  RuleBook read(Consumer<String> refused) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    kafka.readAll(Topic.SLA_RULES.suffix(), records::add);
    RuleJudge judge = new RuleJudge(register);
    RuleBook book = RuleBook.empty(register);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      RuleVerdict verdict = judge.judge(record.key(), record.value());
      if (verdict instanceof RuleVerdict.Refused refusal) {
        refused.accept(
            "the record at offset %d is no rule: %s"
                .formatted(record.offset(), refusal.refusals().get(0).why()));
      }
      book = book.with(verdict);
    }
    return book;
  }

  /** Publishes records and returns when the broker has them. */
  void publish(List<Line.Message> messages) {
    try (KafkaSink sink = kafka.connect(List.of(Topic.SLA_RULES))) {
      messages.forEach(sink::put);
      sink.flush();
    } catch (SinkException e) {
      throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }
}
