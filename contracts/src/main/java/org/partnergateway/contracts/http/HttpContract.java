package org.partnergateway.contracts.http;

import java.util.Collection;
import java.util.Map;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.documents.Bundle;
import org.partnergateway.contracts.documents.Bundler;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** An OpenAPI 3.1 document, or a WSDL, read and compiled. Any thread may ask. */
public final class HttpContract {

  private static final String WSDL = ".wsdl";

  private final String path;
  private final Map<String, HttpOperation> operations;
  private final Map<String, HttpOperation> webhooks;

  HttpContract(
      String path, Map<String, HttpOperation> operations, Map<String, HttpOperation> webhooks) {
    this.path = path;
    this.operations = operations;
    this.webhooks = webhooks;
  }

  /**
   * Reads the document at a path and compiles every schema it uses.
   *
   * @throws DefinitionException with everything that is wrong with the document or a schema it
   *     refers to
   */
  public static HttpContract read(String path, SchemaLibrary library) {
    if (path.endsWith(WSDL)) {
      return WsdlOperations.read(library.documents().tree().get(path));
    }
    Bundle bundle = Bundler.bundle(library.documents(), path);
    return new OpenApiReader(library, library.documents().get(path)).read(bundle);
  }

  /** The same; the tree is the one that the library was made of. */
  public static HttpContract read(String path, DefinitionTree tree, SchemaLibrary library) {
    tree.get(path);
    return read(path, library);
  }

  /** Path of the document. */
  public String path() {
    return path;
  }

  /** All operations under {@code paths}, in the order of the document. */
  public Collection<HttpOperation> operations() {
    return operations.values();
  }

  /**
   * The operation with this {@code operationId}.
   *
   * @throws DefinitionException when there is none; suggests the nearest
   */
  public HttpOperation operation(String operationId) {
    return get(operations, operationId, "operation");
  }

  /** All operations under {@code webhooks}, in the order of the document. */
  public Collection<HttpOperation> webhooks() {
    return webhooks.values();
  }

  /**
   * The operation under this name of {@code webhooks}.
   *
   * @throws DefinitionException when there is none; suggests the nearest
   */
  public HttpOperation webhook(String name) {
    return get(webhooks, name, "webhook");
  }

  private HttpOperation get(Map<String, HttpOperation> all, String name, String kind) {
    HttpOperation operation = all.get(name);
    if (operation == null) {
      String message =
          "declares no " + kind + " \"" + name + "\"" + Spelling.suggest(name, all.keySet());
      throw new DefinitionException(Problem.ofFile(path, message));
    }
    return operation;
  }
}
