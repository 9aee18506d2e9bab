package org.partnergateway.contracts.xml;

/**
 * Name of an element or attribute. What it is called is namespace and local part; the prefix is
 * only how it is written.
 *
 * @param namespace empty for none
 * @param prefix empty for none
 */
public record XmlName(String namespace, String local, String prefix) {
  /** A name that is written without a prefix. */
  public static XmlName of(String namespace, String local) {
    return new XmlName(namespace, local, "");
  }

  /** Equal for two that are the same name, however they are written. */
  String key() {
    return key(namespace, local);
  }

  static String key(String namespace, String local) {
    return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
  }

  @Override
  public String toString() {
    return key();
  }
}
