package org.partnergateway.contracts.http;

import java.util.List;

/**
 * How one part of a multipart body is written.
 *
 * @param name of the property that it becomes
 * @param mediaTypes that it may have, in lower case, a range such as {@code image/*} among them;
 *     empty for any
 * @param base64 whether its bytes travel as Base64 text, as {@code contentEncoding} says
 */
public record PartForm(String name, List<String> mediaTypes, boolean base64) {
  /** Copies the list. */
  public PartForm {
    mediaTypes = List.copyOf(mediaTypes);
  }

  /** Whether the part may be of that media type, which is in lower case and has no parameters. */
  public boolean allows(String mediaType) {
    String range = mediaType.substring(0, Math.max(0, mediaType.indexOf('/'))) + "/*";
    return mediaTypes.isEmpty()
        || mediaTypes.contains(mediaType)
        || mediaTypes.contains(range)
        || mediaTypes.contains("*/*");
  }
}
