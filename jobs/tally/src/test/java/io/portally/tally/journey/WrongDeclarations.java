package io.portally.tally.journey;

import static io.portally.tally.journey.ReferenceJourney.declarationOf;
import static io.portally.tally.journey.ReferenceJourney.declares;

import io.portally.events.ClearanceEvent;
import io.portally.events.Programme;
import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rules for {@code clearance_cohorts}, {@code programme_activity}, {@code single_window_activity}
 * and {@code partner_trade} that look as good as the contract's.
 */
enum WrongDeclarations implements WrongRows {
  /** A release after the window changes what became of its cohort. */
  COHORTS_ARE_REVISED_BY_WHAT_LIES_IN_THE_WINDOW(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new CohortsReference(),
      new CohortsReference() {
        @Override
        Duration followedUp() {
          return Duration.ZERO;
        }
      }),

  COHORTS_ARE_CLOSED_AT_ANY_TIME(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new CohortsReference(),
      new CohortsReference() {
        @Override
        boolean isInTime(Duration took) {
          return true;
        }
      }),

  /** What was released before it was lodged is closed too. */
  COHORTS_ARE_CLOSED_AFTER_THEY_WERE_LODGED(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new CohortsReference(),
      new CohortsReference() {
        @Override
        boolean isInTime(Duration took) {
          return !took.isNegative() && super.isInTime(took);
        }
      }),

  PROGRAMMES_ARE_DECLARED_BY_THE_DECLARATION_ITSELF(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new ProgrammesReference(),
      new ProgrammesReference() {
        @Override
        Predicate<SpecificRecord> declaring(String declaration, Programme programme) {
          return record -> declares(record, programme) && declaration.equals(declarationOf(record));
        }
      }),

  PROGRAMMES_ARE_REVISED_BY_RELEASES_ALONE(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new ProgrammesReference(),
      new ProgrammesReference() {
        @Override
        long revision(
            ReferenceJourney journey,
            Instant end,
            Predicate<SpecificRecord> released,
            Predicate<SpecificRecord> declaring) {
          return journey.recordsBefore(end, released);
        }
      }),

  AEO_COUNTRY_IS_THAT_OF_THE_RELEASE(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new ProgrammesReference(),
      new ProgrammesReference() {
        @Override
        String aeoCountry(SpecificRecord release, SpecificRecord declared) {
          return Objects.requireNonNullElse(((ClearanceEvent) release).getAeoCountry(), "-");
        }
      }),

  /** A declaration that was lodged in another way first was not lodged by that service. */
  THE_FIRST_LODGEMENT_WITH_A_SERVICE_COUNTS(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new SingleWindowReference(),
      new SingleWindowReference() {
        @Override
        Predicate<SpecificRecord> first(Predicate<SpecificRecord> role) {
          return role.and(record -> !keysOf((ClearanceEvent) record).isEmpty());
        }
      }),

  TRADE_OF_EVERY_NATION_COUNTS(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new PartnerTradeReference(),
      new PartnerTradeReference() {
        @Override
        boolean covers(String nation) {
          return true;
        }
      }),

  TRADE_IS_REVISED_BY_EVENTS(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new PartnerTradeReference(),
      new PartnerTradeReference() {
        @Override
        long revision(ReferenceJourney journey, Instant end, Predicate<SpecificRecord> role) {
          return journey.eventsBefore(end, role);
        }
      });

  private final Breach breach;

  // Have no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Contract contract;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Contract rows;

  WrongDeclarations(Breach breach, Contract contract, Contract rows) {
    this.breach = breach;
    this.contract = contract;
    this.rows = rows;
  }

  @Override
  public Breach breach() {
    return breach;
  }

  @Override
  public Contract rows() {
    return rows;
  }

  @Override
  public Contract contract() {
    return contract;
  }
}
