package org.partnergateway.transformations;

import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.Location;

/** A function's failure with the place of its call, safe to show. */
final class LocatedException extends JsltException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 120;

  LocatedException(String message, Throwable cause, Location location) {
    super(message, cause, location);
  }

  /** Shortened so that a message of the language's own, which holds whole values, tells little. */
  static String cut(String message) {
    return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
  }
}
