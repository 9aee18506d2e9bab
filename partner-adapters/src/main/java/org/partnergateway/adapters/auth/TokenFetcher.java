package org.partnergateway.adapters.auth;

/** Asks for a token once. */
interface TokenFetcher {
  FetchedToken fetch() throws AuthException;
}
