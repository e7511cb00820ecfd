package io.portally.bench.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.bench.traffic.CargoTopic;
import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.schemas.Topic;
import io.portally.simulator.sink.Sink;
import io.portally.simulator.traffic.Publication;
import org.apache.kafka.common.utils.Utils;

/** A sink that takes down when event time moved. Both topics have as many partitions. */
final class TimedSink implements Sink {

  private final Sink sink;
  private final EventTime eventTime;

  /** Owns the sink from now on. */
  TimedSink(Sink sink, EventTime eventTime) {
    this.sink = sink;
    this.eventTime = eventTime;
  }

  @Override
  public void put(Publication publication) {
    long now = System.currentTimeMillis();
    int first = publication.topic() == Topic.CARGO_MOVEMENTS ? 0 : CargoTopic.PARTITIONS;
    if (publication instanceof Publication.Pulse pulse) {
      for (int partition = 0; partition < CargoTopic.PARTITIONS; partition++) {
        eventTime.published(first + partition, pulse.value().getEmittedAt().toEpochMilli(), now);
      }
    } else if (publication instanceof Publication.Event event) {
      int partition =
          Utils.toPositive(Utils.murmur2(event.key().getBytes(UTF_8))) % CargoTopic.PARTITIONS;
      if (event.value() instanceof ClearanceEvent clearance) {
        eventTime.published(first + partition, clearance.getEventTime().toEpochMilli(), now);
      } else if (event.value() instanceof CargoMovement movement
          && movement.getClassifier() == Classifier.ACTUAL) {
        eventTime.published(first + partition, movement.getEventTime().toEpochMilli(), now);
      }
    }
    sink.put(publication);
  }

  @Override
  public void flush() {
    sink.flush();
  }

  @Override
  public void close() {
    sink.close();
  }
}
