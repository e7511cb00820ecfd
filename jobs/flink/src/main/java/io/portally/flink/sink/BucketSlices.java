package io.portally.flink.sink;

import io.portally.tally.measure.Sketch;
import java.util.Arrays;
import java.util.List;

/**
 * The buckets of many sketches, one behind the other: SQL cannot unnest an array of arrays, but
 * each row can take its slice.
 *
 * @param from the first place of each sketch's slice, counted from 1 as SQL does
 * @param to the last place of each sketch's slice; less than the first one where it is empty
 * @param indexes of all buckets
 * @param counts of all buckets
 */
// Lives from one statement to its execution, and is never compared.
@SuppressWarnings("ArrayRecordComponent")
record BucketSlices(int[] from, int[] to, int[] indexes, long[] counts) {

  static BucketSlices of(List<Sketch> sketches) {
    int[] from = new int[sketches.size()];
    int[] to = new int[sketches.size()];
    int place = 0;
    for (int i = 0; i < from.length; i++) {
      from[i] = place + 1;
      place += sketches.get(i).bucketIndexes().length;
      to[i] = place;
    }
    return new BucketSlices(
        from,
        to,
        sketches.stream().map(Sketch::bucketIndexes).flatMapToInt(Arrays::stream).toArray(),
        sketches.stream().map(Sketch::bucketCounts).flatMapToLong(Arrays::stream).toArray());
  }
}
