package io.portally.local.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Lines as a person writes them for {@code portally send}. What they do not say does not matter.
 */
final class HandMade {

  static final String PORT = "CNYTN";

  private HandMade() {}

  /** An arrival, the only event of its consignment, published when it happened. */
  static ObjectNode arrival(String consignment, Instant at, long grossMassKg) {
    return line()
        .put("eventId", consignment + "-arrived")
        .put("consignmentId", consignment)
        .put("classifier", "ACTUAL")
        .put("eventTime", at.toString())
        .put("movement", "ARRIVED")
        .put("port", PORT)
        .put("direction", "IMPORT")
        .put("mode", "SEA")
        .put("grossMassKg", grossMassKg)
        .put("teuHundredths", 200);
  }

  /** A stage of a declaration, published when it happened. */
  static ObjectNode stage(String consignment, String declaration, String stage, Instant at) {
    ObjectNode line =
        line()
            .put("eventId", declaration + "-" + stage)
            .put("eventTime", at.toString())
            .put("consignmentId", consignment)
            .put("declarationId", declaration)
            .put("stage", stage)
            .put("port", PORT)
            .put("direction", "IMPORT")
            .put("mode", "SEA")
            .put("grossMassKg", 1_000)
            .put("valueFen", 100_000);
    line.putArray("programmes");
    return line;
  }

  /** A heartbeat for every partition, published when it says. */
  static ObjectNode heartbeat(Instant at) {
    return line().put("emittedAt", at.toString());
  }

  /** Heartbeats for the partitions from 0 up to, but not including, that one. */
  static JsonNode[] heartbeatsBelow(int partition, Instant at) {
    return IntStream.range(0, partition)
        .mapToObj(below -> heartbeat(at).put("partition", below))
        .toArray(JsonNode[]::new);
  }

  /** Something that is no record of the schema. */
  static ObjectNode bytes(byte[] bytes, Instant recordTime) {
    return line().put("bytes", bytes).put("recordTime", recordTime.toString());
  }

  private static ObjectNode line() {
    return JsonNodeFactory.instance.objectNode();
  }
}
