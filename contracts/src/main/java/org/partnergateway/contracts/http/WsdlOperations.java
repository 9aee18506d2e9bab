package org.partnergateway.contracts.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.soap.SoapOperation;
import org.partnergateway.contracts.soap.WsdlReader;

/** The operations of a WSDL as what they are on the wire: posts of envelopes to one address. */
final class WsdlOperations {
  /** A fault comes with a 500, and in SOAP 1.2 also with a 400; an error of ours inside a 200. */
  private static final List<String> STATUSES = List.of("200", "400", "500");

  private WsdlOperations() {}

  static HttpContract read(DefinitionFile file) {
    Map<String, HttpOperation> operations = new LinkedHashMap<>();
    WsdlReader.read(file).forEach((name, soap) -> operations.put(name, operation(soap)));
    return new HttpContract(file.path(), operations, Map.of());
  }

  private static HttpOperation operation(SoapOperation soap) {
    Content request = new Content();
    request.add(soap.mediaType(), soap.requestCheck(), soap.request());
    Map<String, Content> answers = new LinkedHashMap<>();
    for (String status : STATUSES) {
      Content answer = new Content();
      answer.add(soap.mediaType(), soap.answerCheck(), soap.answer());
      answers.put(status, answer);
    }
    // What a server or proxy in front says isn't in the WSDL, and need not be an envelope.
    answers.put("4XX", new Content());
    answers.put("5XX", new Content());
    return new HttpOperation(
            soap.name(), "POST", soap.path(), List.of(), request, true, answers, false)
        .withFixedHeaders(headers(soap));
  }

  /** They alone say which operation is meant, so that nothing in a message can choose another. */
  private static Map<String, String> headers(SoapOperation soap) {
    return soap.mediaType().equals("text/xml")
        ? Map.of(
            "Content-Type",
            "text/xml; charset=utf-8",
            "SOAPAction",
            "\"%s\"".formatted(soap.action()))
        : Map.of(
            "Content-Type",
            "%s; charset=utf-8; action=\"%s\"".formatted(soap.mediaType(), soap.action()));
  }
}
