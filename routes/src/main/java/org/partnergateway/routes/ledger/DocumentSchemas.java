package org.partnergateway.routes.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** The canonical schema of each kind of document in the ledger. */
public final class DocumentSchemas {
  /** The kinds, each with a schema of that name. */
  public static final List<String> KINDS =
      Arrays.stream(DocumentKind.values()).map(DocumentKind::word).toList();

  private final Map<String, MessageSchema> schemas = new HashMap<>();

  public DocumentSchemas(SchemaLibrary library) {
    for (String kind : KINDS) {
      schemas.put(kind, library.schema("contracts/canonical/schemas/" + kind + ".yaml", ""));
    }
  }

  public MessageSchema of(String kind) {
    MessageSchema schema = schemas.get(kind);
    if (schema == null) {
      throw new IllegalArgumentException("the ledger holds no '%s'".formatted(kind));
    }
    return schema;
  }
}
