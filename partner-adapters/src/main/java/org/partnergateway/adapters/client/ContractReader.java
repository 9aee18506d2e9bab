package org.partnergateway.adapters.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/** Reads an answer in the form that its contract has for its status and media type. */
record ContractReader(HttpOperation contract) implements AnswerReader {
  @Override
  public @Nullable JsonNode read(int status, Map<String, String> headers, byte[] body)
      throws UnreadableAnswerException {
    if (body.length == 0) {
      return null;
    }
    BodyForm form = contract.answerForm(status, headers.get("content-type"));
    try {
      return format(form, status).read(body);
    } catch (MalformedMessageException e) {
      throw new UnreadableAnswerException(String.valueOf(e.getMessage()), e);
    }
  }

  private WireFormat format(BodyForm form, int status) throws UnreadableAnswerException {
    WireFormat format = WireFormats.find(form).orElse(null);
    if (format == null) {
      throw new UnreadableAnswerException(
          "is %s, which %s doesn't have for an answer %d"
              .formatted(form.mediaType(), contract.id(), status),
          null);
    }
    return format;
  }
}
