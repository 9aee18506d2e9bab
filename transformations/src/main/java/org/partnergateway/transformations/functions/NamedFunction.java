package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;

/** One function of the mapping language; its errors begin with its name. */
final class NamedFunction implements Function {
  /** What a function does with arguments whose number has been checked. */
  interface Body {
    JsonNode call(JsonNode[] arguments);
  }

  private final String name;
  private final int min;
  private final int max;
  private final boolean nullForNull;
  private final Body body;

  private NamedFunction(String name, int min, int max, boolean nullForNull, Body body) {
    this.name = name;
    this.min = min;
    this.max = max;
    this.nullForNull = nullForNull;
    this.body = body;
  }

  /** A function that gives null when its first argument is null. */
  static Function of(String name, int arguments, Body body) {
    return new NamedFunction(name, arguments, arguments, true, body);
  }

  /** A function that deals with null itself. */
  static Function withNulls(String name, int min, int max, Body body) {
    return new NamedFunction(name, min, max, false, body);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getMinArguments() {
    return min;
  }

  @Override
  public int getMaxArguments() {
    return max;
  }

  @Override
  public JsonNode call(JsonNode input, JsonNode[] arguments) {
    if (nullForNull && arguments[0].isNull()) {
      return NullNode.instance;
    }
    try {
      return body.call(arguments);
    } catch (ArgumentException e) {
      throw new JsltException(name + ": " + e.getMessage(), e);
    }
  }
}
