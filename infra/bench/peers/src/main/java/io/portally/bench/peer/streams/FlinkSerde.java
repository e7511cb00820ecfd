package io.portally.bench.peer.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The compact serializers that our job keeps state and shuffles with, for Kafka Streams: the same
 * bytes for both.
 */
final class FlinkSerde {

  private static final int FIRST_BYTES = 256;

  private FlinkSerde() {}

  /** A serde whose serializer and deserializer are each for one thread at a time. */
  static <T> Serde<T> of(TypeInformation<T> type) {
    return Serdes.serdeFrom(new Writing<>(type), new Reading<>(type));
  }

  private static <T> ThreadLocal<TypeSerializer<T>> eachThreads(TypeInformation<T> type) {
    return ThreadLocal.withInitial(() -> type.createSerializer(new SerializerConfigImpl()));
  }

  private static final class Writing<T> implements Serializer<T> {

    private final ThreadLocal<TypeSerializer<T>> serializer;
    private final ThreadLocal<DataOutputSerializer> out =
        ThreadLocal.withInitial(() -> new DataOutputSerializer(FIRST_BYTES));

    Writing(TypeInformation<T> type) {
      serializer = eachThreads(type);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
      if (value == null) {
        return null;
      }
      DataOutputSerializer target = out.get();
      target.clear();
      try {
        serializer.get().serialize(value, target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return target.getCopyOfBuffer();
    }
  }

  private static final class Reading<T> implements Deserializer<T> {

    private final ThreadLocal<TypeSerializer<T>> serializer;
    private final ThreadLocal<DataInputDeserializer> in =
        ThreadLocal.withInitial(DataInputDeserializer::new);

    Reading(TypeInformation<T> type) {
      serializer = eachThreads(type);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
      if (bytes == null) {
        return null;
      }
      DataInputDeserializer source = in.get();
      source.setBuffer(bytes);
      try {
        return serializer.get().deserialize(source);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
