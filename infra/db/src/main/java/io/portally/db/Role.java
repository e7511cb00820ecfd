package io.portally.db;

/** Who may do what in the database. */
public enum Role {
  /** Owns every object; applies migrations, makes and switches generations. */
  OWNER("portally_owner"),
  /** The jobs: select, insert and update on facts, no delete, nothing else. */
  WRITER("portally_writer"),
  /** Dashboards and BI: select on dimensions, facts and views. */
  READER("portally_reader"),
  /** Whoever acknowledges alerts for people: select on open alerts, insert on acknowledgements. */
  ACKNOWLEDGER("portally_acknowledger");

  private final String roleName;

  Role(String roleName) {
    this.roleName = roleName;
  }

  /** The role's name in PostgreSQL. */
  public String roleName() {
    return roleName;
  }

  /** The statement after which a session of a member is this role. */
  String asThisRole() {
    return "SET ROLE " + roleName;
  }
}
