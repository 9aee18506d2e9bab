package org.partnergateway.contracts.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.partnergateway.contracts.definitions.TwinFolders;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** HTTP contracts by path, each read once, and of twin folders' one for all. Any thread may ask. */
public final class HttpContracts {
  private final SchemaLibrary library;
  private final TwinFolders twins;
  private final Map<String, HttpContract> read = new ConcurrentHashMap<>();

  public HttpContracts(SchemaLibrary library, TwinFolders twins) {
    this.library = library;
    this.twins = twins;
  }

  public SchemaLibrary library() {
    return library;
  }

  /**
   * The contract at a path, or its twin, whose own path is another.
   *
   * @throws org.partnergateway.contracts.definitions.DefinitionException with everything that is
   *     wrong with it
   */
  public HttpContract get(String path) {
    return read.computeIfAbsent(twins.first(path), first -> HttpContract.read(first, library));
  }
}
