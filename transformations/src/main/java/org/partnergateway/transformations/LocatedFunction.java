package org.partnergateway.transformations;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.Location;

/** A function as called at one place, so that its errors name that place; JSLT's don't. */
final class LocatedFunction implements Function {
  private final Function function;
  private final Location location;
  private final boolean messagesAreSafe;

  LocatedFunction(Function function, Location location, boolean messagesAreSafe) {
    this.function = function;
    this.location = location;
    this.messagesAreSafe = messagesAreSafe;
  }

  @Override
  public String getName() {
    return function.getName();
  }

  @Override
  public int getMinArguments() {
    return function.getMinArguments();
  }

  @Override
  public int getMaxArguments() {
    return function.getMaxArguments();
  }

  @Override
  public JsonNode call(JsonNode input, JsonNode[] arguments) {
    try {
      return function.call(input, arguments);
    } catch (JsltException e) {
      if (e.getSource() != null) {
        throw e;
      }
      String message = e.getMessageWithoutLocation();
      throw new LocatedException(
          messagesAreSafe ? message : LocatedException.cut(message), e, location);
    } catch (RuntimeException e) {
      throw new LocatedException(
          getName() + ": failed with " + e.getClass().getSimpleName(), e, location);
    }
  }
}
