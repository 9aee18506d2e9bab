package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.BodyCheck;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;

/**
 * One operation, or webhook, of an OpenAPI document, ready to judge requests and answers. Any
 * thread may ask.
 */
public final class HttpOperation {

  private final String id;
  private final String method;
  private final PathTemplate path;
  private final List<HttpParameter> parameters;
  private final List<ParameterCheck> parameterChecks;
  private final Content requestContent;
  private final boolean bodyRequired;
  private final ResponseCheck responses;
  private final boolean requiresSecurity;
  private Map<String, String> fixedHeaders = Map.of();

  HttpOperation(
      String id,
      String method,
      String pathTemplate,
      List<HttpParameter> parameters,
      Content requestContent,
      boolean bodyRequired,
      Map<String, Content> responses,
      boolean requiresSecurity) {
    this.id = id;
    this.method = method;
    this.path = new PathTemplate(pathTemplate);
    this.parameters = List.copyOf(parameters);
    this.parameterChecks =
        Stream.of(HttpParameter.Place.values())
            .map(place -> new ParameterCheck(place, parameters))
            .toList();
    this.requestContent = requestContent;
    this.bodyRequired = bodyRequired;
    this.responses = new ResponseCheck(id, responses);
    this.requiresSecurity = requiresSecurity;
  }

  /** Before anybody else has it. */
  HttpOperation withFixedHeaders(Map<String, String> headers) {
    fixedHeaders = Map.copyOf(headers);
    return this;
  }

  /** Headers that the contract itself fixes, so that no message can change them. */
  public Map<String, String> fixedHeaders() {
    return fixedHeaders;
  }

  /** The {@code operationId}; of a webhook without one, its name. */
  public String id() {
    return id;
  }

  /** HTTP method in capitals. */
  public String method() {
    return method;
  }

  /** Path with {@code {names}} of parameters; empty for a webhook. */
  public String pathTemplate() {
    return path.text();
  }

  /**
   * Media type that a request body is sent in, without parameters; null when the operation takes no
   * body.
   */
  public @Nullable String requestMediaType() {
    return requestContent.firstMediaType();
  }

  /** Whether a request's body is something else than JSON, to be read as it comes. */
  public boolean isUpload() {
    String mediaType = requestContent.firstMediaType();
    return mediaType != null && !mediaType.equals("application/json");
  }

  /** The declared media type that an upload of this content type is of; null for none. */
  public @Nullable String uploadMediaType(String contentType) {
    return requestContent.match(contentType);
  }

  /** What an upload may be, for people. */
  public String uploadMediaTypes() {
    return requestContent.toString();
  }

  /** How a request's body is written; null when the operation takes no body. */
  public @Nullable BodyForm requestForm() {
    String mediaType = requestContent.firstMediaType();
    return mediaType == null ? null : requestContent.form(mediaType);
  }

  /**
   * How an answer's body is to be read: as the contract says, or, where it says nothing of such an
   * answer, as the answer says of itself.
   *
   * @param contentType the Content-Type header, or null
   */
  public BodyForm answerForm(int status, @Nullable String contentType) {
    return responses.form(status, contentType);
  }

  /** Whether an answer may be XML. */
  public boolean answersXml() {
    return responses.hasXml();
  }

  public List<HttpParameter> parameters() {
    return parameters;
  }

  /** Whether every request must be authenticated. */
  public boolean requiresSecurity() {
    return requiresSecurity;
  }

  /**
   * The path with each parameter's value in place, percent-encoded.
   *
   * @throws IllegalArgumentException when a value is missing, or is one that would change the path
   *     ({@code ..})
   */
  public String expandPath(Map<String, String> values) {
    return path.expand(values);
  }

  /**
   * Every way in which a request breaks the contract, up to {@link MessageSchema#MAX_VIOLATIONS}.
   * Pointers are into {@link RequestParts}: {@code /path/…}, {@code /query/…}, {@code /headers/…},
   * {@code /body/…}. Headers that are not declared pass.
   */
  public List<Violation> checkRequest(RequestParts request) {
    List<Violation> violations = new ArrayList<>();
    parameterChecks.get(0).check(request.path(), violations);
    parameterChecks.get(1).check(request.query(), violations);
    parameterChecks.get(2).check(request.headers(), violations);
    JsonNode body = request.body();
    if (body == null) {
      if (bodyRequired) {
        violations.add(new Violation("/body", "required", "must have a body of " + requestContent));
      }
    } else if (requestContent.isEmpty()) {
      violations.add(new Violation("/body", "body", "must not have a body"));
    } else {
      checkBody(body).forEach(violation -> violations.add(violation.under("/body")));
    }
    return violations.isEmpty()
        ? List.of()
        : violations.stream().limit(MessageSchema.MAX_VIOLATIONS).toList();
  }

  /** Every way in which a request's body breaks the contract; pointers are into the body itself. */
  public List<Violation> checkBody(JsonNode body) {
    BodyCheck schema = requestContent.firstSchema();
    return schema == null ? List.of() : schema.check(body);
  }

  /**
   * Every way in which an answer breaks the contract: an undeclared status ({@code /status}),
   * another media type ({@code /headers/Content-Type}), or what is wrong with the body ({@code
   * /body/…}). A body where none is declared is ignored.
   *
   * @param contentType the Content-Type header, or null
   * @param body the body as a tree, or null when there is none
   */
  public List<Violation> checkResponse(
      int status, @Nullable String contentType, @Nullable JsonNode body) {
    return responses.check(status, contentType, body);
  }

  /**
   * Members of a request's valid body that the contract allows without knowing them, see {@link
   * BodyCheck#added}.
   */
  public List<String> addedToBody(JsonNode body) {
    BodyCheck schema = requestContent.firstSchema();
    return schema == null ? List.of() : schema.added(body);
  }

  /** The same of an answer's. */
  public List<String> addedToResponse(int status, @Nullable String contentType, JsonNode body) {
    return responses.added(status, contentType, body);
  }

  /**
   * The media type, or range of them, under which an answer of that content type is declared; null
   * when it is not declared.
   */
  public @Nullable String answerMediaType(int status, @Nullable String contentType) {
    return responses.mediaType(status, contentType);
  }

  /** What the parts of a multipart answer are, in their order; empty when it isn't declared. */
  public List<PartForm> answerParts(int status, @Nullable String contentType) {
    return responses.parts(status, contentType);
  }

  @Override
  public String toString() {
    return id;
  }
}
