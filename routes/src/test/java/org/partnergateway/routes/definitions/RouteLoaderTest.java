package org.partnergateway.routes.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.routes.steps.GatewayComponent;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/** Mistakes in route files that Camel itself lets pass stop the start. */
class RouteLoaderTest {
  private static final String FILE = "routes/standard/greet.camel.yaml";
  private static final String GOOD =
      """
      - routeTemplate:
          id: greeting
          parameters:
            - name: whom
          from:
            uri: direct:{{whom}}
            steps:
              - to: gateway:greet/{{whom}}
      """;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final RouteLoader loader =
      new RouteLoader(camel, Set.of("greeting"), Set.of("ups"), Set.of("greet"));

  RouteLoaderTest() {
    camel.addComponent("gateway", new GatewayComponent(List.of(new Greet())));
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  /** Answers {@code hello <argument>}. */
  private static final class Greet implements StepFactory {
    @Override
    public String name() {
      return "greet";
    }

    @Override
    public Step create(List<String> arguments) {
      return exchange -> exchange.getMessage().setBody("hello " + arguments.getFirst());
    }
  }

  @Test
  void aRouteIsMadeOfATemplate() {
    loader.load(tree(FILE, GOOD));
    loader.route("greeting", "", "greet-world", Map.of("whom", "world"));

    assertThat(ask("world")).isEqualTo("hello world");
  }

  @Test
  void aPartnersOwnTemplateWinsOverTheStandardOne() {
    String own =
        GOOD.replace("id: greeting", "id: ups-greeting")
            .replace("gateway:greet/{{whom}}", "gateway:greet/brown");
    loader.load(
        DefinitionTree.of(Map.of(FILE, bytes(GOOD), "routes/partners/ups.camel.yaml", bytes(own))));
    loader.route("greeting", "ups", "greet-ups", Map.of("whom", "ups"));
    loader.route("greeting", "dhl", "greet-dhl", Map.of("whom", "dhl"));

    assertThat(ask("ups")).isEqualTo("hello brown");
    assertThat(ask("dhl")).isEqualTo("hello dhl");
  }

  @Test
  void everyMistakeInARouteFileIsToldWithItsPlace() {
    String bad =
        GOOD.replace("direct:{{whom}}", "direct:{{whmo}}")
                .replace("gateway:greet/", "gateway:geet/")
            + GOOD.replace("id: greeting", "id: greetign");

    assertThat(problems(bad))
        .containsExactly(
            FILE + ":6:7: the template declares no parameter 'whmo'; did you mean whom?",
            FILE + ":8:11: there is no step 'geet'; did you mean greet?",
            FILE
                + ":10:5: no route is made of the template 'greetign'; did you mean greeting?;"
                + " there are [greeting], each also as <partner>-<name>");
  }

  @Test
  void aTemplateOfAPartnerThatIsNotThereIsTold() {
    assertThat(problems(GOOD + GOOD.replace("id: greeting", "id: usp-greeting")))
        .singleElement()
        .asString()
        .startsWith(FILE + ":10:5: no route is made of the template 'usp-greeting'")
        .contains("ups-greeting");
  }

  @Test
  void aTemplateThatIsThereTwiceIsTold() {
    assertThat(problems(GOOD + GOOD))
        .containsExactly(FILE + ":10:5: the template 'greeting' is in " + FILE + " already");
  }

  @Test
  void placeholdersThatReachOutOfTheTemplateAreRefused() {
    assertThat(problems(GOOD.replace("gateway:greet/{{whom}}", "gateway:greet/{{env:HOME}}")))
        .containsExactly(FILE + ":8:11: the template declares no parameter 'env:HOME'");
  }

  @Test
  void aFileThatIsNoYamlIsToldWithItsLine() {
    assertThat(problems(GOOD + "  - [\n")).singleElement().asString().startsWith(FILE + ":9");
  }

  @Test
  void aWordThatRoutesDoNotHaveIsTold() {
    assertThat(problems(GOOD.replace("steps:", "stepz:")))
        .singleElement()
        .asString()
        .startsWith(FILE + ": ")
        .contains("stepz");
  }

  @Test
  void aParameterTooManyOrTooFewIsToldWithItsPlace() {
    loader.load(tree(FILE, GOOD));

    assertThatThrownBy(() -> loader.route("greeting", "", "x", Map.of("who", "world")))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(
            FILE
                + ":3:5: the template 'greeting' declares the parameters [whom], and is given [who]");
    assertThatThrownBy(
            () -> loader.route("greeting", "", "x", Map.of("whom", "world", "how", "loud")))
        .hasMessageContaining("is given [how, whom]");
  }

  @Test
  void aTemplateThatIsMissingIsTold() {
    loader.load(DefinitionTree.of(Map.of()));

    assertThatThrownBy(() -> loader.route("greeting", "", "x", Map.of()))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("there is no route template 'greeting'");
  }

  private List<String> problems(String file) {
    DefinitionException refusal =
        catchThrowableOfType(DefinitionException.class, () -> loader.load(tree(FILE, file)));
    assertThat(refusal).as("the file is refused").isNotNull();
    return refusal.problems().stream().map(Problem::toString).toList();
  }

  private Object ask(String whom) {
    Exchange answer = camel.createProducerTemplate().send("direct:" + whom, exchange -> {});
    return answer.getMessage().getBody();
  }

  private static DefinitionTree tree(String path, String text) {
    return DefinitionTree.of(Map.of(path, bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
