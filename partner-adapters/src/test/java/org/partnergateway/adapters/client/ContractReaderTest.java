package org.partnergateway.adapters.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;

/** An answer is read as the contract declares its media type, and then held against its schema. */
class ContractReaderTest {
  private static final String FILE = "contracts/partners/raven/labels.openapi.yaml";
  private static final DefinitionTree TREE =
      DefinitionTree.of(
          Map.of(
              FILE,
              """
              openapi: 3.1.0
              info: {title: Labels, version: "1"}
              paths:
                /label:
                  post:
                    operationId: label
                    responses:
                      "200":
                        description: The label.
                        content:
                          multipart/form-data:
                            schema: {$ref: '#/components/schemas/Label'}
                            encoding:
                              meta: {contentType: application/json}
                              image: {contentType: 'application/pdf, image/*'}
                          application/pdf:
                            schema:
                              type: object
                              required: [content, media_type]
                              properties:
                                content: {type: string, minLength: 8, contentEncoding: base64}
                          application/json:
                            schema: {type: object, required: [url]}
                      "400":
                        description: No label.
                        content:
                          application/json: {schema: {type: object}}
              components:
                schemas:
                  Label:
                    type: object
                    required: [meta, image]
                    properties:
                      meta:
                        type: object
                        required: [number]
                        properties:
                          number: {type: string}
                      image: {type: string, contentEncoding: base64}
              """
                  .getBytes(UTF_8)));
  private static final HttpOperation CONTRACT =
      HttpContract.read(FILE, TREE, new SchemaLibrary(TREE)).operation("label");

  private final ContractReader reader = new ContractReader(CONTRACT);

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | application/pdf              | %PDF-1  |"
            + " {\"content\":\"JVBERi0x\",\"media_type\":\"application/pdf\"} | ``",
        "200 | Application/PDF; version=1   | %PDF-1  |"
            + " {\"content\":\"JVBERi0x\",\"media_type\":\"application/pdf\"} | ``",
        "200 | application/pdf              | %P      |"
            + " {\"content\":\"JVA=\",\"media_type\":\"application/pdf\"} | /body/content",
        "200 | application/pdf              | ``      | -          | /body",
        "200 | application/json             | {\"url\":1} | {\"url\":1} | ``",
        "400 | application/json             | {}      | {}         | ``",
        // A type that isn't declared can only be JSON, and is told either way.
        "400 | application/pdf              | {}      | {}         | /headers/Content-Type",
        "200 | multipart/form-data; boundary=x | --x~Content-Disposition: form-data;"
            + " name=meta~~{\"number\":\"1\"}~--x~Content-Type: image/png~~UE5H~--x-- |"
            + " {\"meta\":{\"number\":\"1\"},\"image\":\"UE5H\"} | ``",
        "200 | multipart/form-data; boundary=x | --x~Content-Disposition: form-data;"
            + " name=meta~~{\"number\":1}~--x-- | {\"meta\":{\"number\":1}} | /body/meta/number"
            + " /body",
      })
  void isReadAndCheckedByItsDeclaration(
      int status, String contentType, String body, String tree, String broken) throws Exception {
    JsonNode read = read(status, contentType, body);

    assertThat(read).isEqualTo(tree.equals("-") ? null : StrictJson.read(tree.getBytes(UTF_8)));
    List<Violation> violations = CONTRACT.checkResponse(status, contentType, read);
    assertThat(violations)
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder(broken.isEmpty() ? new String[0] : broken.split(" "));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data; boundary=x | --x~~a~--y-- | its last boundary is missing",
        "multipart/form-data             | --x~~a~--x-- | names no boundary",
        "application/json                | <html>       | line 1",
        "text/html                       | <html>       | line 1",
      })
  void whatIsNotWhatItSaysIsUnreadable(String contentType, String body, String why) {
    UnreadableAnswerException e =
        catchThrowableOfType(UnreadableAnswerException.class, () -> read(200, contentType, body));
    assertThat(e).as("read").isNotNull();
    assertThat(e).hasMessageContaining(why);
  }

  private JsonNode read(int status, String contentType, String body) throws Exception {
    return reader.read(
        status, Map.of("content-type", contentType), body.replace("~", "\r\n").getBytes(UTF_8));
  }
}
