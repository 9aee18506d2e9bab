package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.tests.simulators.SimulatedRequest;

/** Reads requests by the contract and refuses what breaks it. */
final class RequestReader {
  private final Breaches breaches;

  RequestReader(Breaches breaches) {
    this.breaches = breaches;
  }

  RequestParts read(SimulatedRequest request, HttpOperation operation, Map<String, String> path) {
    RequestParts parts =
        new RequestParts(
            object(path), query(request), object(request.headers()), body(request, operation));
    List<Violation> violations = operation.checkRequest(parts);
    if (!violations.isEmpty()) {
      String all = violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
      breaches.add(new Breach(Breach.GATEWAY, operation.id(), all));
      throw Refused.at(Reason.INVALID, violations.getFirst().pointer(), all);
    }
    return parts;
  }

  private @Nullable JsonNode body(SimulatedRequest request, HttpOperation operation) {
    if (request.body().length == 0) {
      return null;
    }
    if (operation.requestMediaType() == null) {
      // The contract says that there must be none.
      return TextNode.valueOf("");
    }
    String contentType = request.header("content-type");
    if (!Wire.takes(operation, contentType)) {
      String detail = "takes " + operation.requestMediaType() + ", not " + contentType;
      breaches.add(new Breach(Breach.GATEWAY, operation.id(), detail));
      throw Refused.of(Reason.UNSUPPORTED_MEDIA_TYPE, detail);
    }
    try {
      return Wire.readRequest(operation, request.body());
    } catch (MalformedMessageException e) {
      String detail = String.valueOf(e.getMessage());
      breaches.add(new Breach(Breach.GATEWAY, operation.id(), detail));
      throw Refused.at(Reason.MALFORMED, "/body", detail);
    }
  }

  static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    texts.forEach(object::put);
    return object;
  }

  private static ObjectNode query(SimulatedRequest request) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    request
        .query()
        .forEach(
            (name, values) -> {
              if (values.size() == 1) {
                query.put(name, values.getFirst());
              } else {
                values.forEach(query.withArray("/" + escape(name))::add);
              }
            });
    return query;
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
