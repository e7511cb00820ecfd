package io.portally.schemas;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Every schema that can be read here: all released versions, and what is being written now. */
public final class Schemas {

  /** The number of the newest directory under {@code released}. */
  static final int NEWEST_RELEASE = 1;

  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          CargoMovement.class,
          ClearanceEvent.class,
          Heartbeat.class,
          SlaRule.class,
          SlowClearance.class);

  private static final List<KnownSchema> KNOWN =
      TYPES.stream().flatMap(type -> versionsOf(type).stream()).toList();

  private Schemas() {}

  /** The records that this module defines. */
  public static List<Class<? extends SpecificRecord>> types() {
    return TYPES;
  }

  /** All versions of all records, oldest first within a record. */
  public static List<KnownSchema> known() {
    return KNOWN;
  }

  /** The schema that records of this type are written with now. */
  public static Schema current(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type);
  }

  /** The released versions of a record, oldest first. */
  static List<KnownSchema> released(Class<? extends SpecificRecord> type) {
    List<KnownSchema> versions = new ArrayList<>();
    for (int version = 1; version <= NEWEST_RELEASE; version++) {
      Schema schema = readReleased(type, version);
      if (schema != null) {
        versions.add(KnownSchema.of(type, version, schema));
      }
    }
    return List.copyOf(versions);
  }

  private static List<KnownSchema> versionsOf(Class<? extends SpecificRecord> type) {
    List<KnownSchema> versions = new ArrayList<>(released(type));
    KnownSchema current = KnownSchema.of(type, NEWEST_RELEASE + 1, current(type));
    if (versions.stream().noneMatch(v -> v.fingerprint() == current.fingerprint())) {
      versions.add(current);
    }
    return versions;
  }

  /** Null where the record did not exist yet. */
  private static @Nullable Schema readReleased(Class<? extends SpecificRecord> type, int version) {
    String name = "released/v" + version + "/" + type.getSimpleName() + ".avsc";
    try (InputStream in = Schemas.class.getResourceAsStream(name)) {
      return in == null ? null : new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " beside " + Schemas.class, e);
    }
  }
}
