package org.partnergateway.adapters.definition;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.TwinFolders;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContracts;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;

/** Reads every adapter file of a tree, strictly. */
public final class PartnerDefinitions {
  /** Where adapter files stand. */
  public static final String FOLDER = "partner-adapters/partners/";

  private static final String SCHEMA = "contracts/definitions/partner.schema.yaml";
  private static final String SUFFIX = ".yaml";

  private PartnerDefinitions() {}

  /**
   * The partners by id.
   *
   * @throws org.partnergateway.contracts.definitions.DefinitionException with every problem
   */
  public static Map<String, PartnerDefinition> read(DefinitionTree tree) {
    Problems problems = new Problems();
    Map<String, PartnerDefinition> partners =
        read(new HttpContracts(new SchemaLibrary(tree), TwinFolders.none()), problems);
    problems.throwIfAny();
    return partners;
  }

  /**
   * The partners by id, without those that have a problem; what is wrong is added to the problems.
   *
   * @param contracts of the tree that also holds the schema of adapter files
   */
  public static Map<String, PartnerDefinition> read(HttpContracts contracts, Problems problems) {
    SchemaLibrary library = contracts.library();
    MessageSchema schema = library.schema(SCHEMA, "");
    PolicyBases bases = PolicyBases.read(library, problems);
    Map<String, PartnerDefinition> partners = new TreeMap<>();
    for (String path : library.documents().tree().paths()) {
      if (path.startsWith(FOLDER)) {
        readFile(path, contracts, schema, bases, partners, problems);
      }
    }
    return Collections.unmodifiableMap(partners);
  }

  private static void readFile(
      String path,
      HttpContracts contracts,
      MessageSchema schema,
      PolicyBases bases,
      Map<String, PartnerDefinition> partners,
      Problems problems) {
    if (!path.endsWith(SUFFIX) || path.indexOf('/', FOLDER.length()) >= 0) {
      problems.add(
          Problem.ofFile(path, "is no adapter file; only " + FOLDER + "<id>.yaml is read here"));
      return;
    }
    Problems own = new Problems();
    YamlTree.read(contracts.library().documents().tree().get(path), own)
        .ifPresent(
            tree -> {
              schema.check(tree.root()).forEach(v -> own.add(problem(tree, v)));
              Policy base = bases.under(tree, own);
              if (own.isEmpty()) {
                PartnerDefinition partner =
                    PartnerReader.read(tree, TokenContracts.read(tree, contracts, own), base);
                new CrossChecks(partner, own).run();
                partners.put(partner.id(), partner);
              }
            });
    if (!own.isEmpty()) {
      partners.values().removeIf(partner -> partner.source().path().equals(path));
      problems.addAll(own.list());
    }
  }

  static Problem problem(YamlTree tree, Violation violation) {
    String pointer = violation.pointer();
    return tree.problem(
        pointer, (pointer.isEmpty() ? "the file" : pointer) + " " + violation.message());
  }
}
