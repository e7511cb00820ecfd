package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenBytesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @MethodSource("everyRelease")
  void bytesOfEveryReleaseStandForTheirJson(Golden golden) throws Exception {
    assertThat(JSON.readTree(golden.decoded().toString())).isEqualTo(JSON.readTree(golden.json()));
  }

  @ParameterizedTest
  @MethodSource("newestRelease")
  void recordsAreWrittenAsTheNewestReleaseWroteThem(Golden golden) {
    assertThat(HexFormat.of().formatHex(SingleObject.encode(golden.decoded())))
        .isEqualTo(golden.hex());
  }

  @Test
  void everyRecordOfEveryReleaseHasAtLeastTwoGoldenFiles() {
    List<Golden> all = Golden.all();
    assertThat(Schemas.known())
        .allSatisfy(
            known ->
                assertThat(all)
                    .filteredOn(golden -> golden.release().equals("v" + known.version()))
                    .filteredOn(golden -> golden.recordName().equals(known.schema().getName()))
                    .hasSizeGreaterThanOrEqualTo(2));
  }

  static Stream<Golden> everyRelease() {
    return Golden.all().stream();
  }

  static Stream<Golden> newestRelease() {
    return everyRelease().filter(g -> g.release().equals("v" + Schemas.NEWEST_RELEASE));
  }
}
