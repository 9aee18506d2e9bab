package org.partnergateway.adapters.signature;

import java.net.URI;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.transport.HttpAnswer;

/** Fetches what signatures are checked by, through the partner's own guarded way out. */
public interface KeySource {
  /**
   * Asks once.
   *
   * @param auth what proves there who calls
   * @throws KeyUnavailableException when there is no answer
   */
  HttpAnswer get(URI address, AuthDefinition auth) throws KeyUnavailableException;
}
