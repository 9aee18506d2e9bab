package org.partnergateway.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Builds the tree of a document in order. That a name stands twice shows when it is put into its
 * object; the parser would keep a set of names an object beside it.
 */
final class TreeReader {

  private final JsonNodeFactory nodes;

  TreeReader(JsonNodeFactory nodes) {
    this.nodes = nodes;
  }

  /**
   * The only value of the document.
   *
   * @throws NotInOrderException when there is none, or more than one, or a name twice
   * @throws IOException when it is no JSON
   */
  JsonNode read(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new NotInOrderException();
    }
    JsonNode tree = value(parser, first);
    if (parser.nextToken() != null) {
      throw new NotInOrderException();
    }
    return tree;
  }

  private JsonNode value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      default -> throw new NotInOrderException();
    };
  }

  private JsonNode object(JsonParser parser) throws IOException {
    ObjectNode object = nodes.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (object.replace(name, value(parser, parser.nextToken())) != null) {
        throw new NotInOrderException();
      }
    }
    return object;
  }

  private JsonNode array(JsonParser parser) throws IOException {
    ArrayNode array = nodes.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token));
    }
    return array;
  }

  private JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> nodes.numberNode(parser.getIntValue());
      case LONG -> nodes.numberNode(parser.getLongValue());
      default -> nodes.numberNode(parser.getBigIntegerValue());
    };
  }

  /** Something is wrong; what and where, a slower reading tells. */
  static final class NotInOrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotInOrderException() {
      super("the document is not in order", null, false, false);
    }
  }
}
