package org.partnergateway.adapters.definition;

/**
 * What the partner asks while it waits.
 *
 * @param name canonical, such as {@code create-checkout}
 * @param contract name of a file in {@code contracts/partners/<id>/}
 * @param operationId in that contract
 */
public record QuestionDefinition(String name, String contract, String operationId) {}
