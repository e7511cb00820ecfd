package io.portally.local.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.Role;
import io.portally.db.ScratchDatabase;
import io.portally.local.oracle.AuditTrigger;
import io.portally.tally.measure.FactTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Whatever happens between Kafka and PostgreSQL, the tables end at the truth. With any of the rules
 * that make it so weakened, they do not, and this test sees it.
 */
// Set before the first try.
@SuppressWarnings("NullAway.Init")
class SinkLifePropertiesIT {

  private static final int TRIES_TO_CATCH = 300;
  private static final AtomicInteger GENERATIONS = new AtomicInteger(1_000);

  private static ScratchDatabase database;
  private static Connection owner;
  private static Connection writer;

  @BeforeContainer
  static void startDatabase() throws Exception {
    database = ScratchDatabase.start();
    owner = database.superuser().getConnection();
    writer = database.as(Role.WRITER).getConnection();
    writer.setAutoCommit(false);
  }

  @AfterContainer
  static void stopDatabase() throws Exception {
    writer.close();
    owner.close();
    database.close();
  }

  @BeforeProperty
  void watchForBackwardMoves() throws SQLException {
    assertThat(AuditTrigger.install(owner)).hasSize(FactTable.values().length);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_tables_end_at_the_truth_and_no_row_moves_backwards(@ForAll long seed) throws Exception {
    assertThat(wrongRows(seed, Weakness.NONE)).isEmpty();
    assertThat(AuditTrigger.violations(owner)).isEmpty();
  }

  @Example
  void without_the_guard_a_wrong_row_is_found() throws Exception {
    assertThat(firstWrongRows(Weakness.NO_GUARD)).isNotEmpty();
    assertThat(AuditTrigger.violations(owner)).isNotEmpty();
  }

  @Example
  void with_a_firing_counter_as_revision_a_wrong_row_is_found() throws Exception {
    assertThat(firstWrongRows(Weakness.FIRING_COUNTER)).isNotEmpty();
  }

  @Example
  void with_a_count_of_events_as_revision_a_wrong_row_is_found() throws Exception {
    assertThat(firstWrongRows(Weakness.COUNT_OF_EVENTS)).isNotEmpty();
  }

  private static List<String> firstWrongRows(Weakness weakness) throws Exception {
    for (long seed = 1; seed <= TRIES_TO_CATCH; seed++) {
      List<String> wrong = wrongRows(seed, weakness);
      if (!wrong.isEmpty()) {
        return wrong;
      }
    }
    return List.of();
  }

  private static List<String> wrongRows(long seed, Weakness weakness) throws Exception {
    Random random = new Random(seed);
    World world = World.draw(random);
    int generation = GENERATIONS.incrementAndGet();
    new Life(world, random, writer, generation, weakness).live();
    return differences(Truth.of(world), FactRows.of(writer, generation));
  }

  private static List<String> differences(Map<String, String> truth, Map<String, String> rows) {
    TreeSet<String> cells = new TreeSet<>(truth.keySet());
    cells.addAll(rows.keySet());
    List<String> differences = new ArrayList<>();
    for (String cell : cells) {
      String wanted = truth.getOrDefault(cell, "no row");
      String found = rows.getOrDefault(cell, "no row");
      if (!wanted.equals(found)) {
        differences.add("%s is %s, the truth is %s".formatted(cell, found, wanted));
      }
    }
    return differences;
  }
}
