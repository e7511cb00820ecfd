package io.portally.flink.sink;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column that is written.
 *
 * @param type of which its array is
 * @param <S> what its values are taken from
 */
record Column<S>(String name, String type, Values<S> values) {

  /** A value, and many at once: primitive arrays travel in binary. */
  sealed interface Values<S> {

    @Nullable Object of(S source);

    Object arrayOf(List<S> sources);
  }

  /** Whole numbers. */
  private record Longs<S>(ToLongFunction<S> value) implements Values<S> {

    @Override
    public Object of(S source) {
      return value.applyAsLong(source);
    }

    @Override
    public Object arrayOf(List<S> sources) {
      return sources.stream().mapToLong(value).toArray();
    }
  }

  /** Small whole numbers. */
  private record Ints<S>(ToIntFunction<S> value) implements Values<S> {

    @Override
    public Object of(S source) {
      return value.applyAsInt(source);
    }

    @Override
    public Object arrayOf(List<S> sources) {
      return sources.stream().mapToInt(value).toArray();
    }
  }

  /** Yes or no. */
  private record Flags<S>(Predicate<S> value) implements Values<S> {

    @Override
    public Object of(S source) {
      return value.test(source);
    }

    @Override
    public Object arrayOf(List<S> sources) {
      boolean[] values = new boolean[sources.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value.test(sources.get(i));
      }
      return values;
    }
  }

  /** Words. */
  private record Texts<S>(Function<S, String> value) implements Values<S> {

    @Override
    public Object of(S source) {
      return value.apply(source);
    }

    @Override
    public Object arrayOf(List<S> sources) {
      return sources.stream().map(value).toArray(String[]::new);
    }
  }

  /** What may be missing; null where it is. Travels as text. */
  private record Optionals<S>(Function<S, @Nullable Object> value) implements Values<S> {

    @Override
    public @Nullable Object of(S source) {
      return value.apply(source);
    }

    @Override
    public Object arrayOf(List<S> sources) {
      return sources.stream().map(value).toArray();
    }
  }

  /** Estimates; null where there is none. */
  private record Estimates<S>(Function<S, OptionalDouble> value) implements Values<S> {

    @Override
    public @Nullable Double of(S source) {
      OptionalDouble estimate = value.apply(source);
      return estimate.isPresent() ? estimate.getAsDouble() : null;
    }

    @Override
    public Object arrayOf(List<S> sources) {
      return sources.stream().map(this::of).toArray(Double[]::new);
    }
  }

  static <S> Column<S> longs(String name, ToLongFunction<S> value) {
    return new Column<>(name, "int8", new Longs<>(value));
  }

  static <S> Column<S> ints(String name, ToIntFunction<S> value) {
    return new Column<>(name, "int4", new Ints<>(value));
  }

  static <S> Column<S> flags(String name, Predicate<S> value) {
    return new Column<>(name, "bool", new Flags<>(value));
  }

  static <S> Column<S> texts(String name, Function<S, String> value) {
    return new Column<>(name, "text", new Texts<>(value));
  }

  static <S> Column<S> optional(String name, String type, Function<S, @Nullable Object> value) {
    return new Column<>(name, type, new Optionals<>(value));
  }

  /** Instants, which travel as text; null where there is none. */
  static <S> Column<S> instants(String name, Function<S, @Nullable Instant> value) {
    return optional(
        name,
        "timestamptz",
        source -> {
          Instant instant = value.apply(source);
          return instant == null ? null : instant.toString();
        });
  }

  static <S> Column<S> estimates(String name, Function<S, OptionalDouble> value) {
    return new Column<>(name, "float8", new Estimates<>(value));
  }

  @Nullable Object of(S source) {
    return values.of(source);
  }

  Object arrayOf(List<S> sources) {
    return values.arrayOf(sources);
  }
}
