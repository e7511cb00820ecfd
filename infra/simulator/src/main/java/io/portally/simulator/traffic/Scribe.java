package io.portally.simulator.traffic;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Programme;
import io.portally.tally.area.Port;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes the record of a consignment's step. */
final class Scribe {
  /** What a version says otherwise than the truth; that of the first says nothing. */
  record Change(
      int version, boolean retracted, long shiftMillis, double massFactor, @Nullable Port port) {
    static final Change NONE = new Change(0, false, 0, 1, null);

    long mass(long kg) {
      return massFactor == 1 ? kg : Math.round(kg * massFactor);
    }
  }

  private Scribe() {}

  /**
   * @param eventId without the consignment's id
   * @param appointment null if there is none, or not known to who tells
   * @param eventMillis milliseconds since 1970
   */
  static SpecificRecord write(
      Consignment consignment,
      Step step,
      String eventId,
      Change change,
      @Nullable Instant appointment,
      long eventMillis) {
    Instant eventTime = Instant.ofEpochMilli(eventMillis);
    return step instanceof Step.Moved moved
        ? movement(consignment, moved, eventId, change, eventTime)
        : stage(consignment, (Step.Staged) step, eventId, change, appointment, eventTime);
  }

  private static CargoMovement movement(
      Consignment consignment, Step.Moved step, String eventId, Change change, Instant eventTime) {
    Flow flow = consignment.life().flow();
    return new CargoMovement(
        consignment.id() + eventId,
        change.version(),
        change.retracted(),
        step.classifier(),
        eventTime,
        consignment.id(),
        consignment.equipment(step.piece()),
        step.movement(),
        port(consignment, step.at(), change).code(),
        consignment.code(step.other()),
        flow.direction,
        step.mode(),
        flow.cargo != Flow.Cargo.EMPTIES,
        change.mass(consignment.massKg(step.piece())),
        consignment.teuHundredths(step.piece()));
  }

  private static ClearanceEvent stage(
      Consignment consignment,
      Step.Staged step,
      String eventId,
      Change change,
      @Nullable Instant appointment,
      Instant eventTime) {
    Life life = consignment.life();
    Port port = port(consignment, step.at(), change);
    long mass = consignment.declaredKg();
    Draw draw = consignment.declarationDraw(step.declaration());
    long value = consignment.valueFen(mass, draw);
    int chapter = chapter(life, draw);
    @Nullable Integer service =
        draw.happens(Figures.SINGLE_WINDOW) ? Integer.valueOf(service(draw)) : null;
    boolean namesOffice = draw.happens(Figures.OFFICE_NAMED);
    return new ClearanceEvent(
        consignment.id() + eventId,
        change.version(),
        change.retracted(),
        eventTime,
        consignment.id(),
        consignment.id() + "-D" + (step.declaration() + 1),
        step.stage(),
        port.code(),
        namesOffice ? office(port) : null,
        life.flow().direction,
        step.mode(),
        life.programmes(),
        aeoCountry(consignment),
        consignment.partnerCountry(),
        service,
        service == null ? null : category(service),
        appointment,
        change.mass(mass),
        value,
        chapter);
  }

  private static Port port(Consignment consignment, Step.Place at, Change change) {
    return change.port() != null ? change.port() : consignment.port(at);
  }

  private static @Nullable String aeoCountry(Consignment consignment) {
    Life life = consignment.life();
    if (!life.programmes().contains(Programme.AEO)) {
      return null;
    }
    String partner = consignment.partnerCountry();
    return life.foreignAeo() && Figures.AEO_PARTNERS.contains(partner) ? partner : "CN";
  }

  private static int chapter(Life life, Draw draw) {
    if (life.programmes().contains(Programme.GREEN_CHANNEL)) {
      return Figures.PERISHABLE_CHAPTERS[draw.below(Figures.PERISHABLE_CHAPTERS.length)];
    }
    if (life.flow().cargo == Flow.Cargo.BULK) {
      return Figures.BULK_CHAPTERS[draw.below(Figures.BULK_CHAPTERS.length)];
    }
    if (draw.happens(0.7)) {
      return Figures.COMMON_CHAPTERS[draw.below(Figures.COMMON_CHAPTERS.length)];
    }
    int chapter = 1 + draw.below(96);
    return chapter < 77 ? chapter : chapter + 1;
  }

  /** Few services are used often: the square of an even draw. */
  private static int service(Draw draw) {
    double unit = draw.unit();
    return 1 + (int) (unit * unit * Figures.SERVICES);
  }

  private static int category(int service) {
    return 1 + (service - 1) * Figures.CATEGORIES / Figures.SERVICES;
  }

  /** Four digits as customs has them; which office has which is made up. */
  private static String office(Port port) {
    int number = 100 + Math.floorMod(port.code().hashCode(), 9900);
    return number < 1000 ? "0" + number : Integer.toString(number);
  }
}
