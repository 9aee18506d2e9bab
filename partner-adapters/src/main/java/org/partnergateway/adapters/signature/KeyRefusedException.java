package org.partnergateway.adapters.signature;

/** There is no such key, or it is none that may be trusted. */
final class KeyRefusedException extends Exception {
  KeyRefusedException(String message) {
    super(message, null, false, false);
  }
}
