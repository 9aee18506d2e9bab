package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.xml.XmlTreeWalk.Others;

/**
 * A whole document as a contract describes it. Its tree is what is in the root element; the root's
 * name is the contract's affair. Stateless.
 *
 * @param roots the elements that it may consist of; of several, what is written is the one that has
 *     a place for the most members of the tree, the first of those. Empty: any
 */
public record XmlDocument(List<XmlElement> roots) implements XmlBody {
  /** A document that no contract describes. */
  public static final XmlDocument ANYTHING = new XmlDocument(List.of());

  private static final int LONGEST_PROBLEM = 200;

  /** What an XMLStreamException that was given a place puts before its text. */
  private static final String OWN_WORDS = "Message: ";

  /** Copies the list. */
  public XmlDocument {
    roots = List.copyOf(roots);
  }

  @Override
  public JsonNode read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedMessageException(
          "there is nothing, where one XML document must be", 1, 1, "");
    }
    try {
      XMLStreamReader xml =
          XmlLimits.readers().createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        return read(xml);
      } catch (XMLStreamException e) {
        throw malformed(e, xml.getLocation());
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw malformed(e, null);
    }
  }

  private JsonNode read(XMLStreamReader xml) throws XMLStreamException {
    enterRoot(xml);
    JsonNode tree = new XmlTreeReader(xml).read(content(xml));
    while (xml.hasNext()) {
      xml.next();
    }
    return tree;
  }

  /**
   * Goes to where the root begins.
   *
   * @throws XMLStreamException also when a document type stands before it
   */
  public static void enterRoot(XMLStreamReader xml) throws XMLStreamException {
    int event = xml.getEventType();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("a document type, which is not read", xml.getLocation());
      }
      event = xml.next();
    }
  }

  private XmlContent content(XMLStreamReader xml) throws XMLStreamException {
    if (roots.isEmpty()) {
      return XmlAnything.ANYTHING;
    }
    String key =
        XmlName.key(Objects.requireNonNullElse(xml.getNamespaceURI(), ""), xml.getLocalName());
    for (XmlElement root : roots) {
      if (root.name().key().equals(key)) {
        return root.content();
      }
    }
    throw new XMLStreamException(
        "the document is <%s>, and the contract has <%s>"
            .formatted(
                key, roots.stream().map(r -> r.name().key()).collect(Collectors.joining("> or <"))),
        xml.getLocation());
  }

  @Override
  public byte[] write(JsonNode tree) {
    return write(tree, Others.REFUSED);
  }

  @Override
  public byte[] writeWithOthers(JsonNode tree) {
    return write(tree, Others.KEPT);
  }

  private byte[] write(JsonNode tree, Others others) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("the contract doesn't say what element to write");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try {
      XMLStreamWriter xml = XmlLimits.writers().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      new XmlTreeWalk(new XmlStreamSink(xml), others).walk(root(tree), tree, "");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    return out.toByteArray();
  }

  private XmlElement root(JsonNode tree) {
    XmlElement best = roots.getFirst();
    for (XmlElement root : roots) {
      best = places(root, tree) > places(best, tree) ? root : best;
    }
    return best;
  }

  private static long places(XmlElement root, JsonNode tree) {
    return root.content() instanceof XmlFields fields
        ? tree.properties().stream().filter(member -> fields.has(member.getKey())).count()
        : 0;
  }

  /**
   * What a reader found wrong, as a malformed message.
   *
   * @param reached how far it had come
   */
  public static MalformedMessageException malformed(
      XMLStreamException e, @Nullable Location reached) {
    Location at = e.getLocation() == null ? reached : e.getLocation();
    String said = Objects.requireNonNullElse(e.getMessage(), "it can't be read");
    // Ours stands after the place, the parser's before it.
    int ours = said.indexOf(OWN_WORDS);
    int end = said.indexOf('\n');
    String text =
        ours >= 0
            ? said.substring(ours + OWN_WORDS.length())
            : said.substring(0, end < 0 ? said.length() : end);
    return new MalformedMessageException(
        text.length() > LONGEST_PROBLEM ? text.substring(0, LONGEST_PROBLEM) : text,
        at == null ? 1 : Math.max(at.getLineNumber(), 1),
        at == null ? 1 : Math.max(at.getColumnNumber(), 1),
        "");
  }
}
