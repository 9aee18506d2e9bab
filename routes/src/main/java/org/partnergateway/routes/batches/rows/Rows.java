package org.partnergateway.routes.batches.rows;

import java.util.List;

/**
 * @param rows in their order
 * @param position in the file after them, where reading can go on
 * @param line lines of the file before that
 */
public record Rows(List<Row> rows, long position, long line) {}
