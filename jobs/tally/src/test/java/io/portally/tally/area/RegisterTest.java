package io.portally.tally.area;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private final Register register = RegisterReader.bundled();

  @Test
  void theBundledRegisterHasTheOpenPortsOfTheMainlandAndTheTwoOthers() {
    assertThat(register.ports()).hasSize(313);
    assertThat(register.ports()).filteredOn(port -> port.nationCode().equals("CN")).hasSize(311);
    assertThat(register.ports().stream().mapToDouble(Port::weight).sum())
        .isCloseTo(100.0, within(0.01));
  }

  @Test
  void portsAreSortedByCodeAndAPortsOrdinalIsItsIndex() {
    assertThat(register.ports()).isSortedAccordingTo(Comparator.comparing(Port::code));
    for (int ordinal = 0; ordinal < register.ports().size(); ordinal++) {
      assertThat(register.portOrdinal(register.ports().get(ordinal).code())).isEqualTo(ordinal);
    }
  }

  @Test
  void aPortThatIsNotThereHasNoOrdinal() {
    assertThat(register.portOrdinal("NLRTM")).isEqualTo(-1);
  }

  @Test
  void areasAreThePortsFirstThenProvincesRegionsAndNationsEachSortedByCode() {
    List<Area> areas = register.areas();

    assertThat(areas.subList(0, 313))
        .extracting(Area::code)
        .containsExactlyElementsOf(register.ports().stream().map(Port::code).toList());
    assertThat(areas)
        .isSortedAccordingTo(Comparator.comparing(Area::level).thenComparing(Area::code));
    assertThat(areas).filteredOn(area -> area.level() == AreaLevel.PROVINCE).hasSize(33);
    assertThat(areas).filteredOn(area -> area.level() == AreaLevel.REGION).hasSize(11);
    assertThat(areas)
        .filteredOn(area -> area.level() == AreaLevel.NATION)
        .extracting(Area::code)
        .containsExactly("CN", "HK", "MO");
  }

  @Test
  void aPortCountsForItselfItsProvinceItsRegionAndItsNation() {
    assertThat(codesOf("CNYTN")).containsExactly("CNYTN", "CN-GD", "GBA", "CN");
  }

  @Test
  void hongKongIsInTheGreaterBayAreaAndNotInTheNationCn() {
    assertThat(codesOf("HKHKG")).containsExactly("HKHKG", "CN-HK", "GBA", "HK");
  }

  @Test
  void aPortWithoutARegionCountsForThreeAreas() {
    Port alone =
        register.ports().stream()
            .filter(port -> port.regionCode() == null)
            .findFirst()
            .orElseThrow();

    assertThat(codesOf(alone.code()))
        .containsExactly(alone.code(), alone.provinceCode(), alone.nationCode());
  }

  @Test
  void anAreaWiderThanAPortCountsForItselfAlone() {
    for (int area = register.ports().size(); area < register.areas().size(); area++) {
      assertThat(register.areaOrdinalsOf(area)).containsExactly(area);
    }
  }

  @Test
  void everyRegionAndProvinceOfTheBundledRegisterHasAPort() {
    Set<Integer> reached =
        register.ports().stream()
            .map(port -> register.areaOrdinalsOf(register.portOrdinal(port.code())))
            .flatMap(ordinals -> Arrays.stream(ordinals).boxed())
            .collect(toSet());

    assertThat(reached).hasSize(register.areas().size());
  }

  private List<String> codesOf(String port) {
    return Arrays.stream(register.areaOrdinalsOf(register.portOrdinal(port)))
        .mapToObj(ordinal -> register.areas().get(ordinal).code())
        .toList();
  }
}
