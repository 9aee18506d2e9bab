package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;

/** Which carriers are asked for rates: those that are named, or all that give any. */
public final class Carriers {
  private static final String GET_RATES = "get-rates";

  private final PartnerRegistry partners;

  public Carriers(PartnerRegistry partners) {
    this.partners = partners;
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
      throw Problem.of(
              ProblemType.INVALID_BODY,
              violations.isEmpty()
                  ? "Nobody was asked: no carrier that gives rates is in use."
                  : "Nobody was asked: not all that are named can be.")
          .withErrors(violations)
          .exception();
    }
    return carriers;
  }
}
