package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * A form whose names carry structure in brackets: {@code a[b][c]=1}, and {@code a[0][x]=1} for the
 * elements of arrays.
 *
 * <p>Read, every leaf is text, and {@code a[]=1} appends to an array. Written, an empty array or
 * object below the top is left out, since a form has no way to say it.
 */
final class FormFormat implements WireFormat {
  @Override
  public String mediaType() {
    return "application/x-www-form-urlencoded";
  }

  @Override
  public String title() {
    return "form data";
  }

  @Override
  public JsonNode read(byte[] body) {
    return new FormReader(body).read();
  }

  @Override
  public byte[] write(JsonNode tree) {
    return new FormWriter().write(tree).getBytes(StandardCharsets.US_ASCII);
  }
}
