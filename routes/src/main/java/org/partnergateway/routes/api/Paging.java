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
import org.partnergateway.routes.store.ExpiredCursor;
import org.partnergateway.routes.store.InvalidCursor;

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

  /** Turns a cursor that no list gave out, or that has become too old, into a problem. */
  static <T> T read(Supplier<T> list) {
    try {
      return list.get();
    } catch (InvalidCursor e) {
      throw Problem.of(ProblemType.INVALID_CURSOR, String.valueOf(e.getMessage())).exception();
    } catch (ExpiredCursor e) {
      throw Problem.of(ProblemType.CURSOR_EXPIRED, String.valueOf(e.getMessage())).exception();
    }
  }
}
