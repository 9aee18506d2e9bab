package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;

/**
 * How lists are asked for and answered: {@code limit} and {@code cursor}, {@code {data,
 * next_cursor}}.
 */
final class Paging {
  private static final int DEFAULT_LIMIT = 50;

  private Paging() {}

  /** The contract has checked that it is a number within bounds. */
  static int limit(ApiRequest request) {
    String limit = request.queryParameter("limit");
    return limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit);
  }

  static @Nullable String cursor(ApiRequest request) {
    return request.queryParameter("cursor");
  }

  static Answer answer(List<? extends JsonNode> data, @Nullable String nextCursor) {
    ObjectNode list = StrictJson.nodes().objectNode();
    ArrayNode array = list.putArray("data");
    data.forEach(array::add);
    if (nextCursor != null) {
      list.put("next_cursor", nextCursor);
    }
    return Answer.json(200, StrictJson.write(list));
  }

  /**
   * Answers a part of a short list that is all there; its cursor is how far the reader has come.
   */
  static Answer slice(List<? extends JsonNode> all, ApiRequest request) {
    int from = read(() -> offset(cursor(request)));
    int begin = Math.min(from, all.size());
    int end = Math.min(begin + limit(request), all.size());
    String next = end < all.size() ? ListCursor.encode(Integer.toString(end)) : null;
    return answer(all.subList(begin, end), next);
  }

  private static int offset(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    String inside = ListCursor.decode(cursor);
    if (inside.isEmpty() || inside.length() > 9 || !inside.chars().allMatch(Character::isDigit)) {
      throw new InvalidCursor(cursor, null);
    }
    return Integer.parseInt(inside);
  }

  /** Turns a cursor that no list gave out into a problem. */
  static <T> T read(Supplier<T> list) {
    try {
      return list.get();
    } catch (InvalidCursor e) {
      throw Problem.of(ProblemType.INVALID_CURSOR, String.valueOf(e.getMessage())).exception();
    }
  }
}
