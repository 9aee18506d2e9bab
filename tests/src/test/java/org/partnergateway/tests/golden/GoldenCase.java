package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/**
 * One file {@code tests/partners/<partner>/<operation or message>/<case>.json}:
 *
 * <pre>{@code
 * {
 *   "description": "what the case shows",
 *   "request": {"input": …, "expect": …},   of <operation>.request.jslt, or <question>.request.jslt
 *   "answer":  {"input": …, "expect": …},   of <operation>.response.jslt; has request.input's members too
 *   "message": {"input": …, "expect": …},   of <message>.message.jslt
 *   "row":     {"input": …, "expect": …},   of <report>.report.jslt; null is a row that tells nothing
 *   "unknown": ["table/CODE"]               codes that no table is to know, over all parts
 * }
 * }</pre>
 *
 * <p>Where the mapping is to refuse the input, a part has {@code "refused"} with its words instead
 * of {@code "expect"}. There is at least one of request, answer, message and row. An answer whose
 * headers have no {@code content-type} counts as JSON.
 *
 * @param path as above
 * @param partner id of the partner
 * @param subject the operation or message
 * @param name of the case, without {@code .json}
 * @param content the file
 */
public record GoldenCase(
    String path, String partner, String subject, String name, ObjectNode content) {
  private static final Path ROOT = Path.of("partners");
  private static final Set<String> MEMBERS =
      Set.of("description", "request", "answer", "message", "row", "unknown");
  private static final Set<String> PART_MEMBERS = Set.of("input", "expect", "refused");

  /** All cases, by path. */
  public static List<GoldenCase> all() {
    return files().stream().filter(GoldenCase::isCase).map(GoldenCase::read).toList();
  }

  /** Files that are no cases, and so would be passed over silently. */
  static List<String> strays() {
    return files().stream().filter(file -> !isCase(file)).map(file -> "tests/" + file).toList();
  }

  private static List<Path> files() {
    if (!Files.isDirectory(ROOT)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError("tests/partners can be read", e);
    }
  }

  private static boolean isCase(Path file) {
    return file.getNameCount() == 4 && file.toString().endsWith(".json");
  }

  private static GoldenCase read(Path file) {
    String path = "tests/" + file;
    try {
      JsonNode content = StrictJson.read(Files.readAllBytes(file));
      String fileName = file.getName(3).toString();
      return new GoldenCase(
          path,
          file.getName(1).toString(),
          file.getName(2).toString(),
          fileName.substring(0, fileName.length() - ".json".length()),
          (ObjectNode) content);
    } catch (MalformedMessageException | ClassCastException | IOException e) {
      throw new AssertionError(path + " is no case: " + e.getMessage(), e);
    }
  }

  public boolean has(String part) {
    return content.has(part);
  }

  public JsonNode expect(String part) {
    return content.get(part).path("expect");
  }

  /** What the mapping says that refuses the input on purpose; null when it is to have an output. */
  @Nullable String refusal(String part) {
    JsonNode refused = content.get(part).path("refused");
    return refused.isTextual() ? refused.asText() : null;
  }

  /** The mapping's input; an answer's has the members of the request's besides its own. */
  public ObjectNode input(String part) {
    ObjectNode input = StrictJson.nodes().objectNode();
    if (part.equals("answer") && content.path("request").path("input").isObject()) {
      input.setAll((ObjectNode) content.get("request").get("input"));
    }
    input.setAll((ObjectNode) content.get(part).get("input"));
    return input;
  }

  /** The codes, as {@code table/CODE}, that no table is to know. */
  Set<String> unknown() {
    Set<String> codes = new TreeSet<>();
    content.path("unknown").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  /** What is wrong with the form of the file. */
  List<String> formProblems() {
    List<String> problems = new ArrayList<>();
    content.fieldNames().forEachRemaining(name -> known(MEMBERS, name, "", problems));
    if (content.path("description").asText().isBlank()) {
      problems.add("/description: must say what the case shows");
    }
    List<String> parts =
        Stream.of("request", "answer", "message", "row").filter(this::has).toList();
    if (parts.isEmpty()) {
      problems.add("there is none of request, answer, message and row");
    }
    for (String part : parts) {
      JsonNode node = content.get(part);
      node.fieldNames().forEachRemaining(name -> known(PART_MEMBERS, name, "/" + part, problems));
      if (!node.path("input").isObject() || node.has("expect") == node.has("refused")) {
        problems.add("/" + part + ": must have input, an object, and either expect or refused");
      }
    }
    return problems;
  }

  private static void known(Set<String> known, String name, String in, List<String> problems) {
    if (!known.contains(name)) {
      problems.add(in + "/" + name + ": nothing reads this; there are " + new TreeSet<>(known));
    }
  }
}
