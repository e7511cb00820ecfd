package io.portally.flink.sink;

/**
 * What is written together.
 *
 * @param <R> what it is made of
 */
interface Batch<R> {

  void add(R row);

  /** How many there are to write. */
  int size();
}
