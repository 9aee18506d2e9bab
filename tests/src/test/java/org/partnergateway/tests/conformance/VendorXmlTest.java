package org.partnergateway.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge that can't judge says so, and one that can refuses what is wrong. */
final class VendorXmlTest {
  private static final String XS = "xmlns:xs='http://www.w3.org/2001/XMLSchema'";
  private static final String ORDER =
      "<xs:schema %s targetNamespace='urn:o' xmlns='urn:o' elementFormDefault='qualified'>%s</xs:schema>";
  private static final String FIELDS =
      "<xs:complexType name='Order'><xs:sequence><xs:element name='a' type='xs:int'/>"
          + "<xs:element name='b' type='xs:string'/></xs:sequence></xs:complexType>";
  private static final String ROOT = "<xs:element name='order' type='Order'/>";

  @TempDir Path directory;

  private VendorXml with(String file, String content) throws IOException {
    Files.writeString(directory.resolve(file), content);
    return VendorXml.read(directory);
  }

  private static List<String> check(VendorXml schemas, String xml) {
    return schemas.check(xml.getBytes(UTF_8));
  }

  @Test
  void the_order_of_elements_counts_and_so_do_types_and_roots() throws IOException {
    VendorXml schemas = with("order.xsd", ORDER.formatted(XS, FIELDS + ROOT));

    assertThat(check(schemas, "<order xmlns='urn:o'><a>1</a><b>x</b></order>")).isEmpty();
    assertThat(check(schemas, "<order xmlns='urn:o'><b>x</b><a>1</a></order>")).isNotEmpty();
    assertThat(check(schemas, "<order xmlns='urn:o'><a>one</a><b>x</b></order>")).isNotEmpty();
    assertThat(check(schemas, "<order><a>1</a><b>x</b></order>"))
        .containsExactly("/body the vendor has no element {null}order");
    assertThat(
            check(schemas, "<!DOCTYPE order [<!ENTITY e 'x'>]><order xmlns='urn:o'/>").getFirst())
        .contains("DOCTYPE");
  }

  @Test
  void what_stands_in_a_soap_envelope_is_judged_part_by_part() throws IOException {
    String wsdl =
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/' xmlns:t='urn:t' %s><w:types>%s%s</w:types></w:definitions>"
            .formatted(
                XS,
                "<xs:schema targetNamespace='urn:t'>%s</xs:schema>"
                    .formatted(FIELDS.replace("Order", "Thing")),
                // It names a type of the other's without importing it, as some tools write it.
                "<xs:schema targetNamespace='urn:s'><xs:element name='ask' type='t:Thing'/></xs:schema>");
    VendorXml schemas = with("service.wsdl", wsdl);
    String envelope =
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><s:ask xmlns:s='urn:s'><a>%s</a><b>x</b></s:ask></e:Body></e:Envelope>";

    assertThat(check(schemas, envelope.formatted("1"))).isEmpty();
    assertThat(check(schemas, envelope.formatted("one"))).isNotEmpty();
  }

  @Test
  void a_schema_that_cant_be_compiled_fails_the_test() {
    assertThatThrownBy(() -> with("order.xsd", ORDER.formatted(XS, ROOT)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("order.xsd can't be compiled");
  }

  @Test
  void a_schema_takes_in_its_neighbours_and_nothing_else() throws IOException {
    Files.writeString(directory.resolve("types.xsd"), ORDER.formatted(XS, FIELDS));
    String include = "<xs:include schemaLocation='%s'/>" + ROOT;
    VendorXml schemas = with("order.xsd", ORDER.formatted(XS, include.formatted("types.xsd")));

    assertThat(check(schemas, "<order xmlns='urn:o'><a>1</a><b>x</b></order>")).isEmpty();
    for (String elsewhere : List.of("http://vendor.example/types.xsd", "../../etc/types.xsd")) {
      assertThatThrownBy(() -> with("order.xsd", ORDER.formatted(XS, include.formatted(elsewhere))))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no file beside it");
    }
  }
}
