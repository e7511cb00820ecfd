package io.portally.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationsIT {
  private static final String FINGERPRINT_OF_EVERYTHING =
      """
      SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
        SELECT 'class ' || oid || ' ' || xmin::text || ' ' || relname FROM pg_class
          WHERE relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
        UNION ALL SELECT 'role ' || oid || ' ' || xmin::text FROM pg_authid
        UNION ALL SELECT 'member ' || oid || ' ' || xmin::text FROM pg_auth_members
        UNION ALL SELECT 'schema ' || oid || ' ' || xmin::text FROM pg_namespace
        UNION ALL SELECT 'database ' || oid || ' ' || datacl::text FROM pg_database
        UNION ALL SELECT 'port ' || xmin::text || ' ' || p::text FROM portally.generation_ports AS p
        UNION ALL SELECT 'area ' || xmin::text || ' ' || a::text FROM portally.generation_areas AS a
        UNION ALL SELECT 'generation ' || xmin::text || ' ' || g::text FROM portally.generations AS g
      ) AS everything (line)
      """;

  private static ScratchDatabase database;
  private static DataSource superuser;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = ScratchDatabase.startEmpty();
    superuser = database.superuser();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void onAnEmptyDatabase() throws SQLException {
    database.beginAnew();
  }

  @Test
  void migratingTwiceChangesNothing() throws SQLException {
    Migrations.migrate(superuser, RegisterReader.bundled());
    String once = Query.value(superuser, FINGERPRINT_OF_EVERYTHING);

    Migrations.migrate(superuser, RegisterReader.bundled());

    assertThat(Query.value(superuser, FINGERPRINT_OF_EVERYTHING)).isEqualTo(once);
  }

  @Test
  void severalThatMigrateAtTheSameTimeTakeTurns() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      Callable<String> migrate =
          () -> {
            Migrations.migrate(superuser, RegisterReader.bundled());
            return "done";
          };
      for (Future<String> migration : executor.invokeAll(Collections.nCopies(4, migrate))) {
        assertThat(migration.get()).isEqualTo("done");
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(Query.value(superuser, "SELECT count(*) FROM portally.ports")).isEqualTo("313");
  }

  @Test
  void aLoginThatMayCreateRolesIsEnoughAndTheOwnerRoleOwnsEverything() throws SQLException {
    Query.run(superuser, "CREATE ROLE deployer LOGIN CREATEROLE");
    Query.run(superuser, "GRANT CREATE ON DATABASE portally TO deployer");
    DataSource deployer = database.as("deployer");

    Migrations.migrate(deployer, RegisterReader.bundled());
    Migrations.migrate(deployer, RegisterReader.bundled());
    Roles.grantLogin(deployer, Role.WRITER, "a password");

    assertThat(
            Query.column(
                superuser,
                """
                SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
                WHERE relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
                """))
        .containsExactly("portally_owner");
  }

  @Test
  void aMemberOfTheOwnerRoleIsEnoughWhereAnAdministratorMadeTheRoles()
      throws SQLException, IOException {
    try (var in = Migrations.class.getResourceAsStream("roles.sql")) {
      assertThat(in).isNotNull();
      Query.run(superuser, new String(in.readAllBytes(), UTF_8));
    }
    Query.run(superuser, "CREATE ROLE deployer LOGIN IN ROLE portally_owner");

    Migrations.migrate(database.as("deployer"), RegisterReader.bundled());

    assertThat(Query.value(superuser, "SELECT count(*) FROM portally.ports")).isEqualTo("313");
  }

  @Test
  void theDimensionsAreTheRegisters() throws SQLException {
    Register register = RegisterReader.bundled();

    Migrations.migrate(superuser, register);

    assertThat(Query.column(superuser, "SELECT code FROM portally.ports"))
        .containsExactlyInAnyOrderElementsOf(
            register.ports().stream().map(port -> port.code()).toList());
    assertThat(Query.column(superuser, "SELECT level || ' ' || code FROM portally.areas"))
        .containsExactlyInAnyOrderElementsOf(
            register.areas().stream().map(area -> area.level() + " " + area.code()).toList());
    assertThat(
            Query.value(
                superuser,
                """
                SELECT concat_ws('|', name_en, name_zh, kind, province_code,
                  coalesce(region_code, 'none'), nation_code, latitude, longitude)
                FROM portally.ports WHERE code = 'HKHKG'
                """))
        .isEqualTo("Hong Kong|香港|SEA|CN-HK|GBA|HK|22.33|114.12");
    assertThat(
            Query.value(superuser, "SELECT count(*) FROM portally.ports WHERE region_code IS NULL"))
        .isEqualTo(
            String.valueOf(
                register.ports().stream().filter(port -> port.regionCode() == null).count()));
  }

  @Test
  void aPortThatLeavesTheRegisterKeepsItsRowAndAChangedOneFollows(@TempDir Path folder)
      throws SQLException, IOException {
    Path regions =
        Files.writeString(
            folder.resolve("regions.csv"), "level,code,name_en,name_zh\nNATION,CN,China,中国\n");
    String header =
        "code,name_en,name_zh,kind,province,province_en,province_zh,region,latitude,longitude,"
            + "code_source,weight,confidence\n";
    String sanya = "CNSYX,Sanya,三亚,SEA,CN-HI,Hainan,海南省,,18.24,109.49,UNLOCODE,1,HIGH\n";
    String haikou = "CNHAK,Haikou,海口,AIR,CN-HI,Hainan,海南省,,19.93,110.46,UNLOCODE,1,HIGH\n";
    Path ports = Files.writeString(folder.resolve("ports.csv"), header + sanya + haikou);
    Migrations.migrate(superuser, RegisterReader.read(ports, regions));

    Files.writeString(ports, header + haikou.replace("Haikou", "Haikou Meilan"));
    Migrations.migrate(superuser, RegisterReader.read(ports, regions));

    assertThat(Query.column(superuser, "SELECT name_en FROM portally.ports ORDER BY code"))
        .containsExactly("Haikou Meilan", "Sanya");
    assertThat(
            Query.column(
                superuser, "SELECT name_en FROM portally.areas WHERE level = 'PORT' ORDER BY code"))
        .containsExactly("Haikou Meilan", "Sanya");
  }

  @Test
  void generationsOfBeforeKeepTheAreasAndPortsThatTheyCountedBy() throws SQLException, IOException {
    try (var in = Migrations.class.getResourceAsStream("roles.sql")) {
      assertThat(in).isNotNull();
      Query.run(superuser, new String(in.readAllBytes(), UTF_8));
    }
    Flyway.configure()
        .dataSource(superuser)
        .locations("classpath:io/portally/db/migration")
        .schemas("portally")
        .createSchemas(false)
        .target("3")
        .load()
        .migrate();
    Query.run(
        superuser,
        """
        INSERT INTO portally.generations (number) VALUES (2);
        INSERT INTO portally.areas VALUES ('PORT', 'CNOLD', 'Old Port', '旧港');
        INSERT INTO portally.ports
        VALUES ('CNOLD', 'Old Port', '旧港', 'SEA', 'CN-GD', NULL, 'CN', 22, 114)
        """);

    Migrations.migrate(superuser, RegisterReader.bundled());

    assertThat(
            Query.column(
                superuser,
                """
                SELECT generation || ' ' || count(*) || ' ' || bool_or(code = 'CNOLD')
                FROM portally.generation_ports GROUP BY generation ORDER BY generation
                """))
        .containsExactly("1 314 true", "2 314 true");
    assertThat(
            Query.column(
                superuser,
                "SELECT name_en FROM portally.generation_areas WHERE code = 'CNOLD' ORDER BY"
                    + " generation"))
        .containsExactly("Old Port", "Old Port");
  }

  @Test
  void aLoginGrantedWithAPasswordNeedsItAndTheServerKeepsOnlyItsScramVerifier()
      throws SQLException, IOException {
    Migrations.migrate(superuser, RegisterReader.bundled());
    String hostile = "it's \"quoted\" \\ $1 ; DROP SCHEMA portally";
    Roles.grantLogin(superuser, Role.WRITER, "an older one");
    Roles.grantLogin(superuser, Role.WRITER, hostile);
    Path rules = Path.of(Query.value(superuser, "SHOW hba_file"));
    Files.writeString(
        rules, "host all portally_writer 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    Query.run(superuser, "SELECT pg_reload_conf()");

    assertThat(
            Query.value(
                superuser, "SELECT rolpassword FROM pg_authid WHERE rolname = 'portally_writer'"))
        .startsWith("SCRAM-SHA-256$");
    assertThat(Query.value(writerWith(hostile), "SELECT current_user"))
        .isEqualTo("portally_writer");
    assertThatThrownBy(() -> Query.value(writerWith("an older one"), "SELECT 1"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void beforeAnybodyGrantsALoginNoRoleHasOne() throws SQLException {
    Migrations.migrate(superuser, RegisterReader.bundled());

    assertThat(
            Query.column(
                superuser,
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'portally%' AND NOT rolcanlogin"
                    + " ORDER BY rolname"))
        .isEqualTo(
            List.of(
                "portally_acknowledger", "portally_owner", "portally_reader", "portally_writer"));
  }

  @Test
  void anEmptyPasswordIsRefused() {
    assertThatThrownBy(() -> Roles.grantLogin(superuser, Role.READER, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password of portally_reader is empty");
  }

  private DataSource writerWith(String password) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.jdbcUrl().replace("localhost", "127.0.0.1"));
    dataSource.setUser(Role.WRITER.roleName());
    dataSource.setPassword(password);
    return dataSource;
  }
}
