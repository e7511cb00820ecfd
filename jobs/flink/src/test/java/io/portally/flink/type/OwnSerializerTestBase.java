package io.portally.flink.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonDifferenceCalculator;
import org.junit.jupiter.api.Test;

/** Flink's own suite for serializers, for types that are compared by their content. */
abstract class OwnSerializerTestBase<T> extends SerializerTestBase<T> {

  private static final RecursiveComparisonConfiguration BY_CONTENT =
      RecursiveComparisonConfiguration.builder().withStrictTypeChecking(true).build();

  private final TypeInformation<T> type;
  private final T[] values;

  // The values are only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  OwnSerializerTestBase(TypeInformation<T> type, T... values) {
    super(
        new DeeplyEqualsChecker()
            .withCustomCheck((one, other) -> true, (one, other, checker) -> same(one, other)));
    this.type = type;
    this.values = values;
  }

  private static boolean same(Object one, Object other) {
    return new RecursiveComparisonDifferenceCalculator()
        .determineDifferences(one, other, BY_CONTENT)
        .isEmpty();
  }

  @Override
  protected TypeSerializer<T> createSerializer() {
    return type.createSerializer(new SerializerConfigImpl());
  }

  @Override
  protected int getLength() {
    return -1;
  }

  @Override
  protected Class<T> getTypeClass() {
    return type.getTypeClass();
  }

  @Override
  protected T[] getTestData() {
    return values;
  }

  /** No type of ours has an empty value to be reused. */
  @Test
  @Override
  protected void testInstantiate() {
    assertThat(createSerializer().createInstance()).isNull();
  }
}
