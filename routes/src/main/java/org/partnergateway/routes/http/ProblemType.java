package org.partnergateway.routes.http;

import java.util.Locale;

/** Every kind of problem that the gateway answers with: its word, HTTP status and title. */
public enum ProblemType {
  MALFORMED_REQUEST(400, "The request is not well-formed HTTP"),
  MALFORMED_BODY(400, "The body can't be read"),
  INVALID_PARAMETER(400, "A parameter breaks the contract"),
  INVALID_CURSOR(400, "The cursor is not one of this list"),
  IDEMPOTENCY_KEY_MISSING(400, "Idempotency-Key is missing"),
  AUTHENTICATION_REQUIRED(401, "Authentication is needed"),
  SIGNATURE_REFUSED(401, "The signature is not valid"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  REQUEST_TIMEOUT(408, "The request came too slowly"),
  IDEMPOTENCY_KEY_IN_FLIGHT(409, "The first request with this Idempotency-Key is still in flight"),
  STATE_CONFLICT(409, "The present state does not allow it"),
  CURSOR_EXPIRED(410, "What comes after the cursor is not kept any more"),
  BODY_TOO_LARGE(413, "The body is too large"),
  URI_TOO_LONG(414, "The request line is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not understood here"),
  EXPECTATION_FAILED(417, "The expectation can't be met"),
  INVALID_BODY(422, "The body breaks the contract"),
  FILE_REFUSED(422, "The file is not what it says"),
  CARD_DATA_REFUSED(422, "Card data is not taken here"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used with another request"),
  PARTNER_DECLINED(422, "The partner declined"),
  PARTNER_REJECTED(422, "The partner can't take the request"),
  NOT_OFFERED(422, "The partner doesn't offer this"),
  QUESTION_REFUSED(422, "What was asked can't be done"),
  NOTHING_SUITABLE(422, "Nothing suits what is asked for"),
  RATES_LEFT_OUT(422, "Some of the carrier's rates are left out"),
  MESSAGE_NOT_APPLICABLE(422, "The message can't be applied"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  INTERNAL_ERROR(500, "The gateway failed"),
  PARTNER_CONTRACT_VIOLATION(502, "The partner's answer breaks its contract"),
  PARTNER_UNAUTHORIZED(502, "The partner refuses the gateway's credentials"),
  PARTNER_RATE_LIMITED(503, "The partner's limit is used up"),
  PARTNER_UNAVAILABLE(503, "The partner can't be reached now"),
  SERVICE_FAILED(502, "The service that knows failed"),
  SERVICE_UNAVAILABLE(503, "The service that knows can't be reached now"),
  OVERLOADED(503, "The gateway has too much to do"),
  OUTCOME_UNKNOWN(504, "It is not known whether the partner did it");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The word in the problem's {@code code}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The URI in the problem's {@code type}. */
  public String uri() {
    return "urn:partner-gateway:problem:" + code().replace('_', '-');
  }
}
