package io.portally.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

  private static final Chart CHART =
      new Chart(
          "Cost < size",
          "open",
          "seconds",
          List.of(
              new Chart.Curve("a", List.of(new Chart.Dot(10_000, 2), new Chart.Dot(1e6, 4))),
              new Chart.Curve("b", List.of(new Chart.Dot(10_000, 3), new Chart.Dot(1e6, 9)))));

  @Test
  void equalRatiosAreEqualDistances() throws Exception {
    Document svg = parsed(CHART.svg());

    // From 2 to 4 is the ratio 2, from 3 to 9 the ratio 3.
    double a = y(svg, 0) - y(svg, 1);
    double b = y(svg, 2) - y(svg, 3);
    assertThat(a).isPositive();
    assertThat(b / a)
        .isCloseTo(Math.log(3) / Math.log(2), org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void dotsHaveTheirFiguresAndAxesTheirs() throws Exception {
    assertThat(CHART.svg())
        .contains(">10 k<", ">1 M<", ">100 k<", ">seconds<", ">open<", ">Cost &lt; size<", ">9<");
    assertThat(parsed(CHART.svg()).getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  @Test
  void numbersAreAsShortAsTheyCanBe() {
    assertThat(Chart.number(0.25)).isEqualTo("0.25");
    assertThat(Chart.number(3)).isEqualTo("3");
    assertThat(Chart.number(100)).isEqualTo("100");
    assertThat(Chart.number(12.34)).isEqualTo("12.3");
    assertThat(Chart.number(5_000)).isEqualTo("5000");
    assertThat(Chart.number(5_000_000)).isEqualTo("5 M");
  }

  @Test
  void whatHasNoLogarithmIsRefused() {
    Chart chart =
        new Chart("", "", "", List.of(new Chart.Curve("a", List.of(new Chart.Dot(1, 0)))));

    assertThatThrownBy(chart::svg).isInstanceOf(IllegalArgumentException.class);
  }

  private static double y(Document svg, int dot) {
    Element circle = (Element) svg.getElementsByTagName("circle").item(dot);
    return Double.parseDouble(circle.getAttribute("cy"));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }
}
