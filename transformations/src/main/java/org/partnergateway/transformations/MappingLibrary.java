package org.partnergateway.transformations;

import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.impl.JstlFile;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.TwinFolders;
import org.partnergateway.transformations.functions.Tables;
import org.partnergateway.transformations.functions.Zones;

/** All mappings of a set of definitions, compiled. Immutable. */
public final class MappingLibrary {
  private static final String PARTNERS = ImportPath.ROOT + "partners/";
  private static final Pattern PARTNER_FILE = Pattern.compile(PARTNERS + "([^/]+)/.+");
  private static final String SHARED = "shared";

  private final Map<String, Mapping> mappings;

  private MappingLibrary(Map<String, Mapping> mappings) {
    this.mappings = Collections.unmodifiableMap(mappings);
  }

  /**
   * Compiles every {@code transformations/**.jslt} of the tree.
   *
   * @param unknownCodes told of codes that no table knows while messages are mapped
   * @throws DefinitionException with every problem found
   */
  public static MappingLibrary compile(DefinitionTree tree, UnknownCodes unknownCodes) {
    Problems problems = new Problems();
    MappingLibrary library = compile(tree, unknownCodes, problems);
    problems.throwIfAny();
    return library;
  }

  /**
   * Compiles every mapping that can be compiled; what is wrong with the others is added to the
   * problems.
   */
  public static MappingLibrary compile(
      DefinitionTree tree, UnknownCodes unknownCodes, Problems problems) {
    Vocabularies vocabularies = new Vocabularies(tree, unknownCodes, List.of(), problems);
    TwinFolders twins = TwinFolders.below(tree, PARTNERS);
    return compile(tree, ImportPath.ROOT, MappingLibrary::partner, twins, vocabularies, problems);
  }

  /**
   * Compiles what else is written in this language: every {@code .jslt} below a folder outside of
   * {@code transformations/} that has a folder for each partner, with that partner's tables. What
   * is wrong is added to the problems.
   *
   * @param folder with a slash at its end
   * @param functions that these files may call besides those of mappings
   */
  public static MappingLibrary compile(
      DefinitionTree tree, String folder, List<Function> functions, Problems problems) {
    Vocabularies vocabularies =
        new Vocabularies(tree, (partner, table, code) -> {}, functions, problems);
    return compile(
        tree,
        folder,
        path -> path.substring(folder.length(), path.indexOf('/', folder.length())),
        TwinFolders.none(),
        vocabularies,
        problems);
  }

  private static MappingLibrary compile(
      DefinitionTree tree,
      String folder,
      UnaryOperator<String> partnerOf,
      TwinFolders twins,
      Vocabularies vocabularies,
      Problems problems) {
    Map<String, Mapping> mappings = new TreeMap<>();
    Map<String, Map<String, JstlFile>> modules = new HashMap<>();
    for (String path : tree.paths()) {
      if (path.startsWith(folder) && path.endsWith(".jslt")) {
        String partner = partnerOf.apply(path);
        String first = twins.first(path);
        Mapping twin = mappings.get(first);
        Mapping mapping =
            first.equals(path)
                ? compile(path, partner, tree, vocabularies, modules, problems)
                : twin == null ? null : twin.of(partner, path);
        if (mapping != null) {
          mappings.put(path, mapping);
        }
      }
    }
    return new MappingLibrary(mappings);
  }

  private static @Nullable Mapping compile(
      String path,
      String partner,
      DefinitionTree tree,
      Vocabularies vocabularies,
      Map<String, Map<String, JstlFile>> modules,
      Problems problems) {
    Problems ofFile = new Problems();
    Mapping mapping =
        new MappingCompiler(
                tree,
                vocabularies.of(partner),
                !partner.equals(SHARED),
                modules.computeIfAbsent(partner, first -> new HashMap<>()),
                ofFile)
            .compile(path);
    problems.addAll(ofFile.list());
    return mapping;
  }

  /**
   * The mapping of this path, such as {@code
   * transformations/partners/ups/book-shipment.request.jslt}.
   *
   * @throws NoSuchElementException when there is none (a file that only declares functions is none)
   */
  public Mapping mapping(String path) {
    Mapping mapping = mappings.get(path);
    if (mapping == null) {
      throw new NoSuchElementException(
          "there is no mapping " + path + Spelling.suggest(path, mappings.keySet()));
    }
    return mapping;
  }

  /** Whether there is a mapping of this path. */
  public boolean has(String path) {
    return mappings.containsKey(path);
  }

  /** Paths of all mappings, in order. Modules that only declare functions are not among them. */
  public Set<String> paths() {
    return mappings.keySet();
  }

  private static String partner(String path) {
    Matcher matcher = PARTNER_FILE.matcher(path);
    return matcher.matches() ? matcher.group(1) : SHARED;
  }

  /** Each partner's vocabulary, made once. */
  private static final class Vocabularies {
    private final DefinitionTables definitions;
    private final UnknownCodes unknownCodes;
    private final List<Function> functions;
    private final Zones zones;
    private final Map<String, Vocabulary> byPartner = new HashMap<>();

    Vocabularies(
        DefinitionTree tree,
        UnknownCodes unknownCodes,
        List<Function> functions,
        Problems problems) {
      this.definitions = new DefinitionTables(tree, problems);
      this.unknownCodes = unknownCodes;
      this.functions = functions;
      this.zones = definitions.zones();
    }

    Vocabulary of(String partner) {
      return byPartner.computeIfAbsent(partner, this::make);
    }

    private Vocabulary make(String partner) {
      Tables tables =
          new Tables(
              partner,
              partner.equals(SHARED)
                  ? Map.of()
                  : definitions.tables(PARTNERS + partner + "/tables.yaml"),
              definitions.tables(ImportPath.ROOT + "shared/tables.yaml"));
      return Vocabulary.of(tables, zones, unknownCodes, functions);
    }
  }
}
