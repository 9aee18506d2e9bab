package org.partnergateway.contracts.json;

/** JSON Pointers (RFC 6901) as plain text. The empty text is the whole document. */
public final class JsonPointers {

  private JsonPointers() {}

  /** The pointer of a member or element of what {@code pointer} points at. */
  public static String append(String pointer, String name) {
    return pointer + "/" + escape(name);
  }

  /** The pointer of an element of the array that {@code pointer} points at. */
  public static String append(String pointer, int index) {
    return pointer + "/" + index;
  }

  /** A name as a segment: {@code ~} as {@code ~0} and {@code /} as {@code ~1}. */
  public static String escape(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }

  /** The name that a segment stands for. */
  public static String unescape(String segment) {
    return segment.indexOf('~') < 0 ? segment : segment.replace("~1", "/").replace("~0", "~");
  }

  /** The pointer of what holds this; the empty pointer holds itself. */
  public static String parent(String pointer) {
    int slash = pointer.lastIndexOf('/');
    return slash <= 0 ? "" : pointer.substring(0, slash);
  }

  /** The last name of a pointer, unescaped; empty for the empty pointer. */
  public static String lastName(String pointer) {
    return unescape(pointer.substring(pointer.lastIndexOf('/') + 1));
  }
}
