package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.adapters.definition.CallersDefinition;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.definitions.CanonicalQuestion;
import org.partnergateway.transformations.Mapping;

/**
 * One question of one partner, with everything that its answering needs, looked up once at the
 * start.
 *
 * @param contract the partner's own
 * @param cards makes card data in it unreadable
 * @param tokens the partner's
 */
public record Question(
    String partner,
    CanonicalQuestion canonical,
    HttpOperation contract,
    CardMask cards,
    CallersDefinition callers,
    BearerTokens tokens,
    Mapping requestMapping,
    Mapping responseMapping,
    ObjectNode settings) {

  public String name() {
    return canonical.name();
  }

  /** Under {@code /partners/<partner>}. */
  public String path() {
    return contract.pathTemplate();
  }
}
