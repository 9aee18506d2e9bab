package org.partnergateway.transformations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.json.StrictJson;

final class MappingLibraryTest {
  private static final String FILE = "transformations/partners/acme/a.jslt";

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("{\"a\": .b", 1, 8, "the file ends too early"),
        Arguments.of("{\n  \"a\": .b\n  \"c\": 1}", 3, 3, "\"c\" is not expected here"),
        Arguments.of("{\"a\": ^}", 1, 7, "is not JSLT: Encountered: \"^\" (94), after : \"\""),
        Arguments.of(
            "{\"a\": 1,\n \"a\": 2}", 2, 2, "Invalid object declaration, duplicate key 'a'"),
        Arguments.of("mony(.a, \"EUR\")", 1, 1, "there is no function mony(); did you mean money?"),
        Arguments.of("\n {\"a\": money(.a)}", 2, 8, "Function 'money' needs 2-2 arguments, got 1"),
        Arguments.of("{\"a\": $total}", 1, 7, "there is no variable $total"),
        Arguments.of("def f(x) $x + $y\nf(1)", 1, 15, "there is no variable $y"),
        Arguments.of(
            "number(\"1\")",
            1,
            1,
            "number() rounds decimals to floating-point; use number-of() or money()"),
        Arguments.of(
            "{\"at\": now()}",
            1,
            8,
            "now() gives another output each time; use .now or .received_at of the input"),
        Arguments.of(
            "def text(x) $x\ntext(1)",
            2,
            1,
            "text() hides the gateway's own function; declare it by another name"),
        Arguments.of(
            "lookup(\"flavour\", .a)",
            1,
            1,
            "there is no table \"flavour\" in transformations/partners/acme/tables.yaml or transformations/shared/tables.yaml"),
        Arguments.of(
            "import \"shared/adress.jslt\" as a\na:f(.)",
            1,
            1,
            "import \"shared/adress.jslt\": there is no transformations/shared/adress.jslt; did you mean transformations/shared/address.jslt?"),
        Arguments.of(
            "import \"../other/x.jslt\" as a\na:f(.)",
            1,
            1,
            "import \"../other/x.jslt\": only shared/… and files beside this one can be imported"),
        Arguments.of(
            "import \"a.jslt\" as a\na:f(.)",
            1,
            1,
            "imports go round: " + FILE + " imports " + FILE),
        Arguments.of(
            "import \"shared/address.jslt\" as a\n\na:nothing(.)",
            3,
            1,
            "No such function 'nothing' in module 'a'"),
        Arguments.of("import a", 1, 8, "a is not expected here; expected is <STRING>"),
        Arguments.of("1 / 0", 0, 0, "cannot be compiled: / by zero"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_mistake_is_told_with_its_place(String mapping, int line, int column, String message) {
    assertThat(
            problems(Map.of(FILE, mapping, "transformations/shared/address.jslt", "def f(x) $x")))
        .containsExactly(new Problem(FILE, line, column, message));
  }

  @Test
  void all_mistakes_of_all_files_are_told_together_and_each_once() {
    Map<String, String> files = new HashMap<>();
    files.put("transformations/shared/address.jslt", "def f(x)\n  nope($x)");
    files.put(FILE, "import \"shared/address.jslt\" as a\na:f(.)");
    files.put("transformations/partners/acme/b.jslt", "[nope(1), money(2)]");
    files.put("transformations/partners/acme/tables.yaml", "t:\n  A:\n");
    files.put(
        "transformations/shared/zones.yaml",
        "countries: {KW: Asia/Kuwait}\nregions:\n  US:\n    NY: Big/Apple\n");
    assertThat(problems(files))
        .extracting(Problem::toString)
        .containsExactly(
            "transformations/partners/acme/b.jslt:1:2: there is no function nope()",
            "transformations/partners/acme/b.jslt:1:11: Function 'money' needs 2-2 arguments, got 1",
            "transformations/partners/acme/tables.yaml:2:3: a code must stand for something",
            "transformations/shared/address.jslt:2:3: there is no function nope()",
            "transformations/shared/zones.yaml:4:5: \"Big/Apple\" is not a time zone's name");
  }

  @Test
  void modules_are_imported_from_shared_and_from_beside() {
    Map<String, String> files = new HashMap<>();
    files.put(
        "transformations/shared/one.jslt",
        "import \"shared/two.jslt\" as two\nlet a = 1\ndef f(x) two:g($x) + $a");
    files.put("transformations/shared/two.jslt", "let b = 10\ndef g(x) $x + $b");
    files.put("transformations/partners/acme/beside.jslt", "{\"whole\": .}");
    files.put(
        FILE,
        "import \"shared/one.jslt\" as one\nimport \"beside.jslt\" as beside\nimport \"shared/two.jslt\" as two\n"
            + "{\"f\": one:f(.), \"g\": two:g(.), \"b\": beside(.)}");
    MappingLibrary library = compile(files);
    assertThat(library.mapping(FILE).apply(IntNode.valueOf(100)).toString())
        .isEqualTo("{\"f\":111,\"g\":110,\"b\":{\"whole\":100}}");
    assertThat(library.paths()).containsExactly(FILE, "transformations/partners/acme/beside.jslt");
    assertThat(library.has("transformations/shared/one.jslt")).isFalse();
    assertThatThrownBy(() -> library.mapping("transformations/partners/acme/c.jslt"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("did you mean " + FILE);
  }

  @Test
  void a_mapping_without_a_body_is_refused() {
    String path = "transformations/partners/acme/get-rates.request.jslt";
    assertThat(problems(Map.of(path, "def f(x) $x // and nothing more")))
        .containsExactly(Problem.ofFile(path, "gives nothing: it only declares functions"));
  }

  @Test
  void a_shared_module_sees_the_tables_of_the_partner_that_imports_it() {
    Map<String, String> files = new HashMap<>();
    files.put("transformations/shared/status.jslt", "def status(code) lookup(\"status\", $code)");
    for (String partner : List.of("acme", "other")) {
      files.put(
          "transformations/partners/" + partner + "/a.jslt",
          "import \"shared/status.jslt\" as s\ns:status(.)");
      files.put(
          "transformations/partners/" + partner + "/tables.yaml", "status: {D: " + partner + "}");
    }
    MappingLibrary library = compile(files);
    JsonNode code = TextNode.valueOf("D");
    assertThat(library.mapping(FILE).apply(code)).isEqualTo(TextNode.valueOf("acme"));
    assertThat(library.mapping("transformations/partners/other/a.jslt").apply(code))
        .isEqualTo(TextNode.valueOf("other"));
  }

  @Test
  void partners_whose_files_are_the_same_share_what_is_compiled_and_nothing_else() {
    Map<String, String> files = new HashMap<>();
    for (String partner : List.of("acme", "acme-west", "other")) {
      files.put(
          "transformations/partners/" + partner + "/a.jslt",
          "{\"known\": lookup(\"status\", .code),\n \"paid\": money(.paid, \"EUR\")}");
      files.put(
          "transformations/partners/" + partner + "/tables.yaml",
          partner.equals("other") ? "status: {D: other}" : "status: {D: acme}");
    }
    List<String> unknown = new ArrayList<>();
    MappingLibrary library =
        compile(files, (partner, table, code) -> unknown.add(partner + " " + table + " " + code));
    Mapping west = library.mapping("transformations/partners/acme-west/a.jslt");

    assertThat(west.apply(json("{\"code\": \"D\"}")).path("known").asText()).isEqualTo("acme");
    for (String partner : List.of("acme", "acme-west", "other", "acme")) {
      library
          .mapping("transformations/partners/" + partner + "/a.jslt")
          .apply(json("{\"code\": \"X\"}"));
    }
    assertThat(unknown)
        .containsExactly("acme status X", "acme-west status X", "other status X", "acme status X");
    assertThat(fail(west, "{\"code\": \"D\", \"paid\": \"much\"}").problem().file())
        .isEqualTo(west.path())
        .isEqualTo("transformations/partners/acme-west/a.jslt");
  }

  @Test
  void a_failure_names_the_place_even_inside_a_module_and_shows_little_of_the_message() {
    String secret = "4111 1111 1111 1111 ".repeat(20);
    Map<String, String> files = new HashMap<>();
    files.put(
        "transformations/shared/m.jslt", "def f(x)\n  money($x, \"EUR\")\ndef g(x)\n  size($x)");
    files.put(
        FILE,
        "import \"shared/m.jslt\" as m\nif (.own) m:f(.own) else [for (.all) m:g(size(.) + 1)]");
    Mapping mapping = compile(files).mapping(FILE);
    MappingException own = fail(mapping, "{\"own\": \"" + secret + "\"}");
    assertThat(own.problem().file()).isEqualTo("transformations/shared/m.jslt");
    assertThat(own.problem().line()).isEqualTo(2);
    assertThat(own.problem().column()).isEqualTo(3);
    assertThat(own.getMessage())
        .startsWith("transformations/shared/m.jslt:2:3: money: \"4111")
        .hasSizeLessThan(170);
    MappingException builtIn = fail(mapping, "{\"all\": \"" + secret + "\"}");
    assertThat(builtIn.problem().line()).isEqualTo(2);
    assertThat(builtIn.problem().message()).hasSizeLessThan(130);
  }

  @Test
  void many_threads_may_apply_one_mapping() throws Exception {
    Mapping mapping =
        compile(
                Map.of(
                    FILE, "let a = .n\ndef f(x) let y = $x $y + $a\n{\"n\": [for (.list) f(.)]}"))
            .mapping(FILE);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<String>> calls =
          IntStream.range(0, 200)
              .<Callable<String>>mapToObj(
                  n -> () -> mapping.apply(json("{\"n\": " + n + ", \"list\": [1, 2]}")).toString())
              .toList();
      int n = 0;
      for (Future<String> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo("{\"n\":[" + (n + 1) + "," + (n + 2) + "]}");
        n++;
      }
    }
  }

  @Test
  void the_input_is_left_as_it_was() {
    JsonNode input = json("{\"a\": {\"b\": [1]}, \"c\": null}");
    Mapping mapping =
        compile(Map.of(FILE, "{\"x\": .a + {\"d\": 1}, \"y\": .a.b + [2], * : .}")).mapping(FILE);
    assertThat(mapping.apply(input).get("y").toString()).isEqualTo("[1,2]");
    assertThat(input).isEqualTo(json("{\"a\": {\"b\": [1]}, \"c\": null}"));
  }

  private static MappingException fail(Mapping mapping, String input) {
    MappingException failure =
        catchThrowableOfType(MappingException.class, () -> mapping.apply(json(input)));
    assertThat(failure).as("the failure").isNotNull();
    return failure;
  }

  private static List<Problem> problems(Map<String, String> files) {
    DefinitionException e = catchThrowableOfType(DefinitionException.class, () -> compile(files));
    assertThat(e).as("the problems").isNotNull();
    return e.problems();
  }

  private static MappingLibrary compile(Map<String, String> files) {
    return compile(files, (partner, table, code) -> {});
  }

  private static MappingLibrary compile(Map<String, String> files, UnknownCodes unknownCodes) {
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
    return MappingLibrary.compile(DefinitionTree.of(contents), unknownCodes);
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(UTF_8));
  }
}
