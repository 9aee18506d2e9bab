package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Columns as a partner names them; every field is a text. */
public final class TextColumns implements Columns {
  private final List<String> names;

  public TextColumns(List<String> names) {
    this.names = List.copyOf(names);
  }

  @Override
  public void set(ObjectNode row, int column, String value) {
    row.put(names.get(column), value);
  }
}
