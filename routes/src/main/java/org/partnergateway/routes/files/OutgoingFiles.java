package org.partnergateway.routes.files;

/** Files on their way to partners: in the store first, then carried until they are taken. */
public interface OutgoingFiles {
  /**
   * Keeps a file to be carried, in the caller's transaction.
   *
   * @param channel the channel's name in the partner's adapter file
   * @param name what the partner will call it; the same name twice is the same file
   * @param mediaType such as {@code application/edi-x12}
   * @return its id, which starts with {@code fil_}
   */
  String queue(String partner, String channel, String name, String mediaType, byte[] content);
}
