package org.partnergateway.routes.store.operations;

/**
 * The right to write to an operation. It ends when somebody else takes the operation over, which
 * can happen once the lease has run out.
 */
public record Lease(String operationId, int fence) {}
