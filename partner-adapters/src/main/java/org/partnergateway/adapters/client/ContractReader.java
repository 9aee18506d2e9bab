package org.partnergateway.adapters.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.transformations.formats.BinaryFormat;
import org.partnergateway.transformations.formats.MultipartFormat;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/**
 * Reads an answer in the form that its contract has for its status and media type: a document, the
 * parts of a multipart body, or a file. What isn't declared can only be JSON, or XML where the
 * partner speaks that.
 *
 * @param contract of the operation that was asked
 */
record ContractReader(HttpOperation contract) implements AnswerReader {
  @Override
  public @Nullable JsonNode read(int status, Map<String, String> headers, byte[] body)
      throws UnreadableAnswerException {
    if (body.length == 0) {
      return null;
    }
    String contentType = headers.get("content-type");
    try {
      if (contentType != null && contract.answerMediaType(status, contentType) != null) {
        return declared(status, contentType, body);
      }
      return contract.answersXml()
          ? other(status, contentType, body)
          : JSON.read(status, headers, body);
    } catch (MalformedMessageException e) {
      throw new UnreadableAnswerException(String.valueOf(e.getMessage()), e);
    }
  }

  private JsonNode declared(int status, String contentType, byte[] body) {
    if (contentType.regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
      return MultipartFormat.read(contentType, contract.answerParts(status, contentType), body);
    }
    WireFormat format = WireFormats.find(contract.answerForm(status, contentType)).orElse(null);
    return format == null ? BinaryFormat.read(contentType, body) : format.read(body);
  }

  private JsonNode other(int status, @Nullable String contentType, byte[] body)
      throws UnreadableAnswerException {
    BodyForm form = contract.answerForm(status, contentType);
    WireFormat format = WireFormats.find(form).orElse(null);
    if (format == null) {
      throw new UnreadableAnswerException(
          "is %s, which %s doesn't have for an answer %d"
              .formatted(form.mediaType(), contract.id(), status),
          null);
    }
    return format.read(body);
  }
}
