package org.partnergateway.transformations;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import org.partnergateway.contracts.definitions.Problem;

/** One compiled mapping. Immutable; any thread may apply it. */
public final class Mapping {
  private final String path;
  private final Expression expression;

  Mapping(String path, Expression expression) {
    this.path = path;
    this.expression = expression;
  }

  /** Path of its file, such as {@code transformations/partners/ups/get-rates.request.jslt}. */
  public String path() {
    return path;
  }

  /**
   * Maps one message. Nothing is copied: the output may hold parts of the input and constants of
   * the mapping, so neither is to be altered in place (setting members of a new object is fine).
   *
   * @throws MappingException when the mapping does not get through
   */
  public JsonNode apply(JsonNode input) {
    try {
      return expression.apply(input);
    } catch (LocatedException e) {
      throw failure(e, e.getMessageWithoutLocation());
    } catch (JsltException e) {
      throw failure(e, LocatedException.cut(e.getMessageWithoutLocation()));
    } catch (RuntimeException | StackOverflowError e) {
      // The language's own slips, such as dividing by zero; their text may hold any data.
      throw new MappingException(
          Problem.ofFile(path, "failed with " + e.getClass().getSimpleName()), e);
    }
  }

  private MappingException failure(JsltException e, String message) {
    String source = e.getSource();
    if (source == null) {
      return new MappingException(Problem.ofFile(path, message), e);
    }
    return new MappingException(new Problem(source, e.getLine(), e.getColumn(), message), e);
  }
}
