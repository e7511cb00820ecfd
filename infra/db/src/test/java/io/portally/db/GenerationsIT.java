package io.portally.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two computations side by side: what each counts by, and which one the views show. */
// JUnit sets what is not set here.
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenerationsIT {
  private static final String REGION_OF_YANTIAN =
      "SELECT coalesce(region_name_en, 'none') FROM bi.ports WHERE port_code = 'CNYTN'";

  private static final String GREATER_BAY_AREA = "Guangdong-Hong Kong-Macao Greater Bay Area";

  @TempDir private Path folder;
  private ScratchDatabase database;
  private DataSource superuser;
  private Generations generations;

  @BeforeAll
  void start() throws IOException, SQLException {
    database = ScratchDatabase.start();
    superuser = database.superuser();
    generations = new Generations(superuser);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @AfterEach
  void tidy() throws SQLException {
    database.emptyFacts();
    Query.run(
        superuser,
        """
        UPDATE portally.generations SET current = (number = 1), fingerprint = NULL;
        DELETE FROM portally.generations WHERE number > 1;
        DELETE FROM portally.generation_areas WHERE generation > 1;
        DELETE FROM portally.generation_ports WHERE generation > 1
        """);
    Migrations.migrate(superuser, RegisterReader.bundled());
  }

  @Test
  void theFirstIsBoundOnceAndStaysBound() throws SQLException {
    Definitions first = definitions(RegisterReader.bundled(), 24);

    assertThat(generations.list()).singleElement().extracting(Generation::fingerprint).isNull();
    assertThat(generations.bind(null, first)).isTrue();
    assertThat(generations.bind(1, definitions(RegisterReader.bundled(), 48))).isFalse();

    assertThat(generations.list())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(1);
              assertThat(it.current()).isTrue();
              assertThat(it.ports()).isEqualTo(313);
              assertThat(it.completeTo()).isNull();
              assertThat(it.fingerprint()).isEqualTo(first.fingerprint());
            });
  }

  @Test
  void aNewOneBringsItsRegisterAndTheViewsShowItWhenItIsCurrent() throws SQLException, IOException {
    Definitions moved = definitions(yantianOutsideTheBay(), 24);

    int number = generations.begin(moved);

    assertThat(number).isEqualTo(2);
    assertThat(Query.value(superuser, REGION_OF_YANTIAN)).isEqualTo(GREATER_BAY_AREA);
    assertThat(Query.value(superuser, "SELECT count(*) FROM portally.ports")).isEqualTo("313");
    assertThat(generations.list())
        .satisfiesExactly(
            it -> assertThat(it.current()).isTrue(),
            it -> {
              assertThat(it.current()).isFalse();
              assertThat(it.ports()).isEqualTo(312);
              assertThat(it.fingerprint()).isEqualTo(moved.fingerprint());
            });

    generations.use(number);

    assertThat(Query.value(superuser, REGION_OF_YANTIAN)).isEqualTo("none");
    assertThat(Query.value(superuser, "SELECT count(*) FROM portally.ports")).isEqualTo("312");
    generations.use(1);
    assertThat(Query.value(superuser, REGION_OF_YANTIAN)).isEqualTo(GREATER_BAY_AREA);
  }

  @Test
  void howFarItHasComeIsTheEndOfItsNewestCompleteMinute() throws SQLException {
    Query.run(
        superuser,
        """
        INSERT INTO portally.data_quality VALUES
          (1, 'MINUTE', '2026-03-01T04:00Z', 'cargo-movements', 'ACCEPTED', '-', 1, 1, true),
          (1, 'MINUTE', '2026-03-01T04:05Z', 'cargo-movements', 'ACCEPTED', '-', 1, 1, true),
          (1, 'MINUTE', '2026-03-01T04:06Z', 'cargo-movements', 'ACCEPTED', '-', 1, 1, false),
          (1, 'HOUR', '2026-03-01T05:00Z', 'cargo-movements', 'ACCEPTED', '-', 1, 1, true)
        """);

    assertThat(generations.use(1).completeTo()).isEqualTo(Instant.parse("2026-03-01T04:06:00Z"));
  }

  @Test
  void oneThatIsNotThereIsNamedWithThoseThatAre() throws SQLException {
    generations.begin(definitions(RegisterReader.bundled(), 24));

    assertThatThrownBy(() -> generations.use(9))
        .isInstanceOf(NoSuchGenerationException.class)
        .hasMessage(
            "There is no generation 9; there are: 1, 2. Make one with ./portally generation new.");
    assertThat(generations.list()).first().extracting(Generation::current).isEqualTo(true);
  }

  @Test
  void severalThatAreMadeAtTheSameTimeGetNumbersOfTheirOwnAndNoneIsGivenTwice() throws Exception {
    Definitions definitions = definitions(RegisterReader.bundled(), 24);
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      Callable<Integer> begin = () -> generations.begin(definitions);
      var made = executor.invokeAll(Stream.generate(() -> begin).limit(3).toList());

      assertThat(made).extracting(number -> number.get()).containsExactlyInAnyOrder(2, 3, 4);
    } finally {
      executor.shutdownNow();
    }

    Query.run(superuser, "DELETE FROM portally.generations WHERE number = 4");
    assertThat(generations.begin(definitions)).isEqualTo(5);
  }

  @Test
  void migrationsFollowNewNamesButNeverWhatAPortCountedForNorARegisterOfOnesOwn()
      throws SQLException, IOException {
    Register own = yantianCalled("Yantian of mine");
    int other = generations.begin(definitions(own, 24));

    Migrations.migrate(superuser, yantianCalled("Yantian Port"));
    Migrations.migrate(superuser, yantianOutsideTheBay());

    assertThat(yantianIn(1)).isEqualTo("Yantian Port GBA");
    assertThat(yantianIn(other)).isEqualTo("Yantian of mine GBA");
  }

  @Test
  void theOwnerRoleIsEnoughAndNoOtherWillDo() throws SQLException {
    Query.run(superuser, "CREATE ROLE keeper LOGIN IN ROLE portally_owner");
    Definitions definitions = definitions(RegisterReader.bundled(), 24);

    assertThat(new Generations(database.as("keeper")).begin(definitions)).isEqualTo(2);
    for (Role role : new Role[] {Role.WRITER, Role.READER}) {
      assertThatThrownBy(() -> new Generations(database.as(role)).begin(definitions))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  private String yantianIn(int generation) throws SQLException {
    return Query.value(
        superuser,
        "SELECT name_en || ' ' || region_code FROM portally.generation_ports WHERE code = 'CNYTN'"
            + " AND generation = "
            + generation);
  }

  private static Definitions definitions(Register register, int latenessHours) {
    return new Definitions(
        register,
        ZoneId.of("Asia/Shanghai"),
        new Bounds(
            65_536,
            1_000_000_000L,
            2_500_000,
            1_000_000_000_000_000L,
            Duration.ofMinutes(5),
            Duration.ofHours(latenessHours)),
        Duration.ofHours(1),
        Duration.ofDays(30),
        2_000);
  }

  /** The bundled register, with Yantian in no region and one port fewer. */
  private Register yantianOutsideTheBay() throws IOException {
    return registerOf(
        ports()
            .filter(line -> !line.startsWith("CNSHA,"))
            .map(line -> line.startsWith("CNYTN,") ? line.replace(",GBA,", ",,") : line));
  }

  private Register yantianCalled(String otherName) throws IOException {
    return registerOf(
        ports()
            .map(
                line ->
                    line.startsWith("CNYTN,")
                        ? line.replaceFirst("CNYTN,[^,]*", "CNYTN," + otherName)
                        : line));
  }

  private Register registerOf(Stream<String> ports) throws IOException {
    return RegisterReader.read(
        Files.write(folder.resolve("ports.csv"), ports.toList()),
        Files.writeString(folder.resolve("regions.csv"), bundled("regions.csv")));
  }

  private static Stream<String> ports() throws IOException {
    return bundled("ports.csv").lines();
  }

  private static String bundled(String name) throws IOException {
    try (var in = Register.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
