package io.portally.flink.type;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink that a type has a serializer of its own. */
final class OwnType<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final TypeSerializer<T> serializer;
  private final boolean key;

  private OwnType(Class<T> type, TypeSerializer<T> serializer, boolean key) {
    this.type = type;
    this.serializer = serializer;
    this.key = key;
  }

  static <T> TypeInformation<T> of(Class<T> type, TypeSerializer<T> serializer) {
    return new OwnType<>(type, serializer, false);
  }

  /** A type whose {@code hashCode} and {@code equals} depend on its content alone. */
  static <T> TypeInformation<T> ofKey(Class<T> type, TypeSerializer<T> serializer) {
    return new OwnType<>(type, serializer, true);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return key;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof OwnType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnType<?> that
        && type == that.type
        && serializer.equals(that.serializer)
        && key == that.key;
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, key);
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
