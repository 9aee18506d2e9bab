package org.partnergateway.routes.definitions;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerDefinitions;
import org.partnergateway.adapters.definition.ReportDefinition;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.TwinFolders;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.documents.Bundler;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpContracts;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.ledger.StatusRules;
import org.partnergateway.transformations.MappingLibrary;
import org.partnergateway.transformations.UnknownCodes;

/**
 * Everything that is data, read and compiled. Whether it fits together is {@link DefinitionCheck}'s
 * to say.
 *
 * @param api the canonical API's contract
 * @param events the canonical events' contract
 * @param partners by id
 */
public record Definitions(
    DefinitionTree tree,
    SchemaLibrary schemas,
    CanonicalOperations operations,
    CanonicalQuestions questions,
    StatusRules statuses,
    HttpContract api,
    AsyncContract events,
    MappingLibrary mappings,
    Map<String, PartnerDefinition> partners,
    PartnerContracts contracts) {
  private static final String CANONICAL = "contracts/canonical/";
  private static final String OPENAPI = CANONICAL + "openapi.yaml";
  private static final String ASYNCAPI = CANONICAL + "asyncapi.yaml";

  /**
   * Reads and compiles everything, and checks that it fits together.
   *
   * @throws DefinitionException with every problem found
   */
  public static Definitions load(DefinitionTree tree, UnknownCodes unknownCodes) {
    SchemaLibrary schemas = new SchemaLibrary(tree);
    PartnerContracts contracts = new PartnerContracts(schemas);
    Problems problems = new Problems();
    Map<String, PartnerDefinition> partners = PartnerDefinitions.read(contracts.http, problems);
    MappingLibrary mappings = MappingLibrary.compile(tree, unknownCodes, problems);
    Definitions definitions =
        new Definitions(
            tree,
            schemas,
            new CanonicalOperations(tree, schemas),
            new CanonicalQuestions(tree, schemas),
            new StatusRules(YamlTree.read(tree.get(CANONICAL + "statuses.yaml")).root()),
            HttpContract.read(OPENAPI, schemas),
            AsyncContract.read(ASYNCAPI, schemas),
            mappings,
            partners,
            contracts);
    new DefinitionCheck(definitions, problems).run();
    problems.throwIfAny();
    schemas.documents().forget();
    return definitions;
  }

  /**
   * What the partner's operation is in canonical words: one of the catalog, or only a step of
   * others.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public CanonicalOperation operation(PartnerDefinition partner, String name) {
    return operations.find(name) == null && DefinitionCheck.isStep(partner, name)
        ? operations.step(name, partner.kind().word())
        : operations.get(name);
  }

  /** The canonical API's contract as YAML that refers to no other file. */
  public String openApi() {
    return Bundler.bundle(schemas.documents(), OPENAPI).yaml();
  }

  /** The canonical events' contract likewise. */
  public String asyncApi() {
    return Bundler.bundle(schemas.documents(), ASYNCAPI).yaml();
  }

  /** Where the mapping of a partner's report lies. */
  public static String reportMapping(String partner, String report) {
    return "transformations/partners/%s/%s.report.jslt".formatted(partner, report);
  }

  /**
   * What a row of a partner's report must look like.
   *
   * @throws DefinitionException when that is missing or broken
   */
  public MessageSchema rowSchema(String partner, ReportDefinition report) {
    return schemas.schema(contracts.first(partner, report.contract()), "");
  }

  /**
   * The contracts of partners, each read once, and those of partners whose files are the same once
   * for all. Any thread may ask.
   */
  public static final class PartnerContracts {
    private static final String FOLDER = "contracts/partners/";

    private final SchemaLibrary schemas;
    private final TwinFolders twins;
    private final HttpContracts http;
    private final Map<String, EdiContract> transactions = new ConcurrentHashMap<>();
    private final Map<String, AsyncContract> readEvents = new ConcurrentHashMap<>();

    PartnerContracts(SchemaLibrary schemas) {
      this.schemas = schemas;
      this.twins = TwinFolders.below(schemas.documents().tree(), FOLDER);
      this.http = new HttpContracts(schemas, twins);
    }

    /** Where a partner's contract lies. */
    static String path(String partner, String file) {
      return FOLDER + partner + "/" + file;
    }

    private String first(String partner, String file) {
      return twins.first(path(partner, file));
    }

    /**
     * @throws DefinitionException when it is missing or broken
     */
    public HttpContract get(String partner, String file) {
      return http.get(path(partner, file));
    }

    /**
     * What a transaction of interchanges looks like.
     *
     * @throws DefinitionException when it is missing or broken
     */
    public EdiContract edi(String partner, String file) {
      return transactions.computeIfAbsent(
          first(partner, file), path -> EdiContract.read(schemas.documents().tree(), path));
    }

    /** The contract, unless it is broken: then the problems have it. */
    Optional<HttpContract> find(String partner, String file, Problems problems) {
      try {
        return Optional.of(get(partner, file));
      } catch (DefinitionException e) {
        problems.addAll(e.problems());
        return Optional.empty();
      }
    }

    /**
     * The contract of messages that are read from queues and streams.
     *
     * @throws DefinitionException when it is missing or broken
     */
    public AsyncContract events(String partner, String file) {
      return readEvents.computeIfAbsent(
          first(partner, file), path -> AsyncContract.read(path, schemas));
    }

    /** The contract, unless it is broken: then the problems have it. */
    Optional<AsyncContract> findEvents(String partner, String file, Problems problems) {
      try {
        return Optional.of(events(partner, file));
      } catch (DefinitionException e) {
        problems.addAll(e.problems());
        return Optional.empty();
      }
    }
  }
}
