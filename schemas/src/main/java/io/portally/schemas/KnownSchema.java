package io.portally.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * One version of a record's schema.
 *
 * @param type the record, in its newest version
 * @param version counts from 1, the first release
 * @param schema the schema that records of this version are written with
 * @param fingerprint CRC-64-AVRO of the schema's parsing canonical form: what a value carries
 */
public record KnownSchema(
    Class<? extends SpecificRecord> type, int version, Schema schema, long fingerprint) {

  static KnownSchema of(Class<? extends SpecificRecord> type, int version, Schema schema) {
    return new KnownSchema(type, version, schema, SchemaNormalization.parsingFingerprint64(schema));
  }

  /** Such as {@code CargoMovement v1}. */
  String label() {
    return schema.getName() + " v" + version;
  }
}
