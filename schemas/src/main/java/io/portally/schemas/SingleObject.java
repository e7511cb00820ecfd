package io.portally.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding: the bytes C3 01, the CRC-64-AVRO fingerprint of the writer's schema
 * (eight bytes, little-endian), and the record in Avro's binary form.
 */
public final class SingleObject {

  static final byte FIRST = (byte) 0xC3;
  static final byte SECOND = 0x01;

  /** Marker and fingerprint together. */
  static final int HEADER_BYTES = 10;

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FINGERPRINT_AT = 2;

  private static final Map<Class<?>, BinaryMessageEncoder<SpecificRecord>> ENCODERS =
      Schemas.types().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), SingleObject::encoderOf));

  private SingleObject() {}

  /**
   * Encodes a record with its newest schema. Thread-safe.
   *
   * @throws IllegalArgumentException if the record is not of this module, or a field that must be
   *     set is null
   */
  public static byte[] encode(SpecificRecord record) {
    BinaryMessageEncoder<SpecificRecord> encoder = ENCODERS.get(record.getClass());
    if (encoder == null) {
      throw new IllegalArgumentException(
          record.getClass().getName() + " is no record of this module: add its schema there first");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try {
      encoder.encode(record, out);
    } catch (NullPointerException e) {
      throw new IllegalArgumentException(
          "A field that must be set is null: " + e.getMessage() + "; set it", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static boolean hasHeader(byte[] value) {
    return value.length >= HEADER_BYTES && value[0] == FIRST && value[1] == SECOND;
  }

  /** Of a value that has a header. */
  static long fingerprintOf(byte[] value) {
    return (long) LITTLE_ENDIAN_LONG.get(value, FINGERPRINT_AT);
  }

  private static BinaryMessageEncoder<SpecificRecord> encoderOf(
      Class<? extends SpecificRecord> type) {
    return new BinaryMessageEncoder<>(SpecificData.getForClass(type), Schemas.current(type));
  }
}
