package io.portally.flink.operator;

import static io.portally.flink.fixture.MovementDraft.movement;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.fixture.Harness;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Verdict;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.junit.jupiter.api.Test;

class RouteFunctionTest {

  @Test
  void candidatesGoOnRefusedRecordsAsideAndHeartbeatsNowhere() throws Exception {
    try (var route =
        Harness.plain(new ProcessOperator<>(new RouteFunction()), PortallyTypes.CANDIDATE).open()) {
      route.send(
          movement().offset(1).candidate(),
          new JudgedRecord.Refused(movement().offset(2).raw(), Verdict.Ignored.INSTANCE),
          new JudgedRecord.HeartbeatMark(3));

      assertThat(route.output())
          .extracting(candidate -> candidate.raw().offset())
          .containsExactly(1L);
      assertThat(route.side(RouteFunction.REFUSED))
          .extracting(refused -> refused.verdict().fate())
          .containsExactly(Fate.IGNORED);
    }
  }
}
