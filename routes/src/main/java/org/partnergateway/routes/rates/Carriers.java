package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;

/** Which carriers are asked for rates: those that are named, or all that give any. */
public final class Carriers {
  private static final String GET_RATES = "get-rates";
  private static final String BOOK = "book-shipment";

  private final PartnerRegistry partners;

  public Carriers(PartnerRegistry partners) {
    this.partners = partners;
  }

  /**
   * As {@link #asked}, of those that can also be booked.
   *
   * @param named an array of partners' ids; missing means all
   */
  List<PartnerOperation> bookable(JsonNode named, String pointer) {
    List<String> bookable = partners.offering(BOOK);
    List<PartnerOperation> carriers = asked(named, pointer);
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < carriers.size() && named.isArray(); i++) {
      if (!bookable.contains(carriers.get(i).partner())) {
        violations.add(
            new Violation(
                "/body" + pointer + "/" + i,
                "partner",
                "%s can't be booked; those that can are %s"
                    .formatted(carriers.get(i).partner(), bookable)));
      }
    }
    if (!violations.isEmpty()) {
      throw refused(violations, "Nobody was asked: not all that are named can be booked.");
    }
    return carriers.stream().filter(carrier -> bookable.contains(carrier.partner())).toList();
  }

  /** How a carrier is booked that was asked for its rates. */
  PartnerOperation booking(String carrier) {
    return partners.operation(carrier, BOOK);
  }

  /**
   * @param named an array of partners' ids; missing means all
   * @param pointer where it stands in the body
   * @throws org.partnergateway.routes.http.ProblemException when one of them gives no rates, or
   *     there is none
   */
  public List<PartnerOperation> asked(JsonNode named, String pointer) {
    List<String> offering = partners.offering(GET_RATES);
    List<PartnerOperation> carriers = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    if (named.isArray()) {
      for (int i = 0; i < named.size(); i++) {
        PartnerOperation carrier = partners.findOperation(named.path(i).asText(), GET_RATES);
        if (carrier == null) {
          violations.add(
              new Violation(
                  "/body" + pointer + "/" + i,
                  "partner",
                  "%s can't be asked for rates; those that can are %s"
                      .formatted(named.path(i).asText(), offering)));
        } else {
          carriers.add(carrier);
        }
      }
    } else {
      offering.forEach(carrier -> carriers.add(partners.operation(carrier, GET_RATES)));
    }
    if (!violations.isEmpty() || carriers.isEmpty()) {
      throw refused(
          violations,
          violations.isEmpty()
              ? "Nobody was asked: no carrier that gives rates is in use."
              : "Nobody was asked: not all that are named can be.");
    }
    return carriers;
  }

  private static ProblemException refused(List<Violation> violations, String detail) {
    return Problem.of(ProblemType.INVALID_BODY, detail).withErrors(violations).exception();
  }
}
