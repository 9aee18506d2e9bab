package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.AnswerReader;
import org.partnergateway.adapters.client.UnreadableAnswerException;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.transformations.formats.BinaryFormat;
import org.partnergateway.transformations.formats.MultipartFormat;
import org.partnergateway.transformations.formats.WireFormats;

/**
 * Reads an answer as the contract declares its media type: a document, the parts of a multipart
 * body, or a file. What isn't declared can only be JSON.
 *
 * @param contract of the operation that was asked
 */
record ContractAnswerReader(HttpOperation contract) implements AnswerReader {
  @Override
  public @Nullable JsonNode read(int status, Map<String, String> headers, byte[] body)
      throws UnreadableAnswerException {
    String contentType = headers.get("content-type");
    if (contentType == null || contract.answerMediaType(status, contentType) == null) {
      return JSON.read(status, headers, body);
    }
    try {
      return body.length == 0 ? null : declared(status, contentType, body);
    } catch (MalformedMessageException e) {
      throw new UnreadableAnswerException(String.valueOf(e.getMessage()), e);
    }
  }

  private JsonNode declared(int status, String contentType, byte[] body) {
    if (contentType.regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
      return MultipartFormat.read(contentType, contract.answerParts(status, contentType), body);
    }
    return WireFormats.find(contentType)
        .map(format -> format.read(body))
        .orElseGet(() -> BinaryFormat.read(contentType, body));
  }
}
