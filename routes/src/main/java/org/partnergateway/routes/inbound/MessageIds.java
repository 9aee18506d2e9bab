package org.partnergateway.routes.inbound;

/** Ids of stored messages as callers see them, such as {@code msg_1042}. */
public final class MessageIds {
  private static final String PREFIX = "msg_";

  private MessageIds() {}

  public static String text(long id) {
    return PREFIX + id;
  }

  /** The number in an id that keeps to the contract. */
  public static long number(String text) {
    return Long.parseLong(text.substring(PREFIX.length()));
  }
}
