package io.portally.local.view;

import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.WaitingOn;
import io.portally.local.view.Figures.BusyPort;
import io.portally.local.view.Figures.Lengths;
import io.portally.local.view.Figures.Minute;
import io.portally.local.view.Figures.RegionClearance;
import io.portally.local.view.Figures.Tonnage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures to look at in tests. */
final class SomeFigures {

  static final Instant NOON_IN_CHINA = Instant.parse("2026-03-01T04:00:00Z");

  private static final Lengths NEVER_MEASURED = new Lengths(0, Double.NaN, Double.NaN);

  private SomeFigures() {}

  static Figures ofABusyNoon() {
    return new Figures(
        NOON_IN_CHINA.plusSeconds(30),
        List.of(
            new Minute(NOON_IN_CHINA, false, new Tonnage(1_234_567, 12_300, 45)),
            new Minute(NOON_IN_CHINA.minusSeconds(60), true, new Tonnage(9_000_000, 100, 1_700))),
        new Tonnage(10_234_567, 12_400, 1_745),
        List.of(
            new BusyPort("CNSHG", "Shanghai", new Tonnage(5_000_000, 10_000, 900)),
            new BusyPort(
                "CNXXX", "A port whose name is longer than its column", new Tonnage(4_000, 0, 2))),
        List.of(
            new RegionClearance(
                "GBA", "Greater Bay Area", new Lengths(120, 98_640, 201_600), NEVER_MEASURED)),
        new Alerts(
            Map.of(Severity.CRITICAL, 1L, Severity.WARNING, 1_042L),
            7,
            310,
            4,
            List.of(
                new Alerts.Waiting(
                    Severity.CRITICAL,
                    "CNSHG",
                    Milestone.RELEASED,
                    WaitingOn.CUSTOMS,
                    1,
                    NOON_IN_CHINA.minusSeconds(8 * 3600)),
                new Alerts.Waiting(
                    Severity.WARNING,
                    "CNXXX",
                    Milestone.GATED_OUT,
                    WaitingOn.TRADER,
                    1_042,
                    NOON_IN_CHINA.minusSeconds(26 * 3600))),
            List.of(
                new Alerts.Ended(
                    "CNTAO",
                    Milestone.RELEASED,
                    41,
                    Duration.ofMinutes(8 * 60 + 3),
                    Duration.ofMinutes(9 * 60 + 12),
                    NOON_IN_CHINA.plusSeconds(21)),
                new Alerts.Ended(
                    "CNSHG",
                    Milestone.LOADED,
                    1,
                    Duration.ofHours(26),
                    Duration.ofHours(26),
                    NOON_IN_CHINA.minusSeconds(300)))),
        Map.of("ACCEPTED", 118_000L, "DUPLICATE", 1_180L, "REJECTED", 12L),
        1_998.6,
        Optional.of(NOON_IN_CHINA.plusSeconds(18)),
        "RUNNING");
  }

  static Figures beforeTheFirstRow() {
    return new Figures(
        NOON_IN_CHINA,
        List.of(),
        Tonnage.NONE,
        List.of(),
        List.of(),
        Alerts.NONE,
        Map.of(),
        0,
        Optional.empty(),
        "INITIALIZING");
  }
}
