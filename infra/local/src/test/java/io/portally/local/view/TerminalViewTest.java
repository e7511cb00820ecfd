package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalViewTest {

  @Test
  void showsTheNationThePortsTheRecordsAndTheAddresses() {
    assertThat(TerminalView.lines(SomeFigures.ofABusyNoon(), List.of("Flink UI    http://x")))
        .containsExactly(
            "PORTALLY   2026-03-01 12:00:30 (Asia/Shanghai)   job RUNNING   Ctrl-C ends it",
            "",
            "         Cargo throughput of CN                 tonnes        TEU   movements",
            "  12:00  live                                  1,234.6        123          45",
            "  11:59  complete                              9,000.0          1       1,700",
            "         since the start                      10,234.6        124       1,745",
            "",
            "         Busiest ports, 10 min                  tonnes        TEU   movements",
            "  CNSHG  Shanghai                              5,000.0        100         900",
            "  CNXXX  A port whose name is longer...            4.0          0           2",
            "",
            "         Clearance time, 24 h              import median     p90 export median    "
                + " p90",
            "  GBA    Greater Bay Area                         27.4 h  56.0 h             -      "
                + " -",
            "",
            "Slow clearances   1 critical, 1,042 warning, 7 at risk open; 310 resolved, 4"
                + " withdrawn",
            "  CNSHG  CRITICAL 1 waits for RELEASED by customs, since 03-01 04:00, 8 h",
            "  CNXXX  WARNING  1,042 wait for GATED_OUT by trader, since 02-28 10:00, 26 h",
            "  CNTAO  RESOLVED 41 were RELEASED after 8 h 03 to 9 h 12, the last at 12:00:21",
            "  CNSHG  RESOLVED 1 was LOADED after 26 h 00, the last at 11:55:00",
            "",
            "Records     119,192, judged at 1,999/s, watermark 12 s behind",
            "Fates       accepted 118,000, duplicate 1,180, late 0, rejected 12, ignored 0",
            "",
            "Flink UI    http://x");
  }

  @Test
  void saysWhatIsNotKnownYet() {
    assertThat(TerminalView.lines(SomeFigures.beforeTheFirstRow(), List.of()))
        .contains("Records     0, judged at 0/s, no watermark yet")
        .anyMatch(line -> line.contains("job INITIALIZING"));
  }
}
