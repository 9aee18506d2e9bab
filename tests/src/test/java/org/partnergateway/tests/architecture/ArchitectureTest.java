package org.partnergateway.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The house's order. Every violation of every rule is reported at once. */
class ArchitectureTest {
  private static final String ROOT = "org.partnergateway.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.partnergateway");

  private static final List<ArchRule> RULES =
      List.of(
          layeredArchitecture()
              .consideringOnlyDependenciesInLayers()
              .layer("contracts")
              .definedBy(ROOT + "contracts..")
              .layer("transformations")
              .definedBy(ROOT + "transformations..")
              .layer("partner-adapters")
              .definedBy(ROOT + "adapters..")
              .layer("routes")
              .definedBy(ROOT + "routes..")
              .layer("tests")
              .definedBy(ROOT + "tests..")
              .whereLayer("tests")
              .mayNotBeAccessedByAnyLayer()
              .whereLayer("routes")
              .mayOnlyBeAccessedByLayers("tests")
              .whereLayer("partner-adapters")
              .mayOnlyBeAccessedByLayers("routes", "tests")
              .whereLayer("transformations")
              .mayOnlyBeAccessedByLayers("partner-adapters", "routes", "tests"),
          noClasses()
              .that()
              .resideOutsideOfPackages(ROOT + "routes..", ROOT + "tests..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("org.apache.camel..", "org.springframework..")
              .because(
                  "messages, mappings and partners' protocols must be testable without the engine"),
          noClasses()
              .that()
              .resideInAnyPackage(ROOT + "contracts..", ROOT + "transformations..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.net.http..", "io.vertx..", "java.sql..")
              .because("reading and mapping a message does no I/O"),
          noClasses()
              .that()
              .resideInAPackage(ROOT + "tests.shop..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  ROOT + "routes..", ROOT + "adapters..", ROOT + "transformations..")
              .because(
                  "the shop is an internal service: it knows the canonical API and nothing behind it"),
          slices().matching(ROOT + "(contracts).(*)..").should().beFreeOfCycles(),
          slices().matching(ROOT + "(transformations).(*)..").should().beFreeOfCycles(),
          slices().matching(ROOT + "(adapters).(*)..").should().beFreeOfCycles(),
          slices().matching(ROOT + "(routes).(*)..").should().beFreeOfCycles(),
          classes()
              .that()
              .haveSimpleNameEndingWith("Step")
              .and()
              .resideInAPackage(ROOT + "routes..")
              .and()
              .areNotInterfaces()
              .should()
              .implement(ROOT + "routes.steps.StepFactory"));

  @Test
  void theModulesDependOnOneAnotherInOneDirectionOnly() {
    List<String> violations = new ArrayList<>();
    for (ArchRule rule : RULES) {
      violations.addAll(
          rule.allowEmptyShould(true).evaluate(CLASSES).getFailureReport().getDetails());
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void everyPackageSaysWhatLivesThereAndIsNullMarked() {
    Set<String> packages = new TreeSet<>();
    Set<String> marked = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      packages.add(type.getPackageName());
      if (type.getPackage().isAnnotatedWith(NullMarked.class)) {
        marked.add(type.getPackageName());
      }
    }
    assertThat(marked).containsExactlyElementsOf(packages);
  }
}
