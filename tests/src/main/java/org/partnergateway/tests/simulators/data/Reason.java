package org.partnergateway.tests.simulators.data;

import java.util.Map;

/**
 * Why the engine itself refuses a request. Behaviours may refuse for reasons of their own besides.
 */
final class Reason {
  static final String NOT_FOUND = "not_found";
  static final String METHOD_NOT_ALLOWED = "method_not_allowed";
  static final String UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type";
  static final String MALFORMED = "malformed";
  static final String INVALID = "invalid";
  static final String UNAUTHORIZED = "unauthorized";
  static final String TOKEN_UNKNOWN = "token_unknown";
  static final String TOKEN_EXPIRED = "token_expired";
  static final String RATE_LIMITED = "rate_limited";
  static final String KEY_MISSING = "key_missing";
  static final String KEY_REUSED = "key_reused";
  static final String KEY_IN_FLIGHT = "key_in_flight";
  static final String CLIENT_UNKNOWN = "client_unknown";
  static final String GRANT_INVALID = "grant_invalid";

  private static final int BAD_REQUEST = 400;

  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry(NOT_FOUND, 404),
          Map.entry(METHOD_NOT_ALLOWED, 405),
          Map.entry(UNSUPPORTED_MEDIA_TYPE, 415),
          Map.entry(UNAUTHORIZED, 401),
          Map.entry(TOKEN_UNKNOWN, 401),
          Map.entry(TOKEN_EXPIRED, 401),
          Map.entry(RATE_LIMITED, 429),
          Map.entry(KEY_REUSED, 422),
          Map.entry(KEY_IN_FLIGHT, 409),
          Map.entry(CLIENT_UNKNOWN, 401));

  private Reason() {}

  /** What most partners answer it with; 400 for what isn't listed. */
  static int status(String reason) {
    return STATUSES.getOrDefault(reason, BAD_REQUEST);
  }
}
