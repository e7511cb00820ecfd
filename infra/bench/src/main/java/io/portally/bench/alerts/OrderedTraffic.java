package io.portally.bench.alerts;

import io.portally.events.Heartbeat;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * Traffic with heartbeats as the jobs send them, in the order of record timestamps. They come from
 * here so that it is known when each was sent; the job's own are off.
 */
final class OrderedTraffic implements Iterator<Publication> {

  /** The jobs' default. */
  private static final long INTERVAL = Duration.ofSeconds(5).toMillis();

  private static final List<Topic> TOPICS = List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS);

  private final Iterator<Publication> traffic;
  private final long start;
  private Publication waiting;
  private long beats;

  OrderedTraffic(Iterator<Publication> traffic, Instant start) {
    this.traffic = traffic;
    this.start = start.toEpochMilli();
    this.waiting = traffic.next();
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Publication next() {
    long due = start + beats / TOPICS.size() * INTERVAL;
    if (due <= waiting.recordMillis()) {
      Topic topic = TOPICS.get((int) (beats++ % TOPICS.size()));
      return new Publication.Pulse(topic, due, new Heartbeat(Instant.ofEpochMilli(due)));
    }
    Publication next = waiting;
    waiting = traffic.next();
    return next;
  }
}
