package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineViewTest {

  @Test
  void putsTheFiguresOnOneLine() {
    assertThat(LineView.line(SomeFigures.ofABusyNoon()))
        .isEqualTo(
            "2026-03-01 12:00:30 | CN 10,234.6 t, 124 TEU in 1,745 movements"
                + " | CNSHG 5,000.0 t, CNXXX 4.0 t"
                + " | import clearance GBA 27.4 h"
                + " | slow 1 critical, 1,042 warning, 7 at risk open; 310 resolved, 4 withdrawn"
                + " | 1,999/s | watermark 12 s behind"
                + " | accepted 118,000, duplicate 1,180, late 0, rejected 12, ignored 0"
                + " | job RUNNING");
  }

  @Test
  void hasWordsForTheTimeBeforeTheFirstRow() {
    assertThat(LineView.line(SomeFigures.beforeTheFirstRow()))
        .contains(
            "no port yet",
            "no clearance time yet",
            "slow none open",
            "no watermark yet",
            "CN 0.0 t");
  }
}
