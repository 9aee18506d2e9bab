package org.partnergateway.routes.store.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A figure as it came.
 *
 * @param name of its level, by which the ledger refers to it
 * @param figure with its partner and moment
 */
public record NewFigure(String partner, String name, Instant asOf, ObjectNode figure) {}
