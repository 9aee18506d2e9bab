package org.partnergateway.transformations;

import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.JstlFile;
import com.schibsted.spt.data.jslt.impl.PreparationContext;
import com.schibsted.spt.data.jslt.parser.JsltParser;
import com.schibsted.spt.data.jslt.parser.ParserImpl;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Position;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/** Compiles one mapping with the modules it imports. For one use. */
final class MappingCompiler {
  private static final Pattern MAPPING =
      Pattern.compile(".+\\.(request|response|message|report)\\.jslt");

  private final DefinitionTree tree;
  private final Vocabulary vocabulary;
  private final boolean tablesAreKnown;
  private final Problems problems;
  private final Map<String, JstlFile> shared;
  private final PreparationContext variables = new PreparationContext();
  private final List<JstlFile> modules = new ArrayList<>();
  private final Map<String, JstlFile> compiled = new HashMap<>();
  private final List<String> underWay = new ArrayList<>();
  private final Set<String> undeclared = new HashSet<>();
  private final Set<String> withoutBody = new HashSet<>();
  private final Set<String> standAlone = new HashSet<>();

  /**
   * @param shared modules with functions alone, which all mappings of this vocabulary can have in
   *     common; gets those that are found
   */
  MappingCompiler(
      DefinitionTree tree,
      Vocabulary vocabulary,
      boolean tablesAreKnown,
      Map<String, JstlFile> shared,
      Problems problems) {
    this.tree = tree;
    this.vocabulary = vocabulary;
    this.tablesAreKnown = tablesAreKnown;
    this.shared = shared;
    this.problems = problems;
  }

  /** The compiled file, or null when there are problems or it only declares functions. */
  @Nullable Mapping compile(String path) {
    ExpressionImpl expression = file(path);
    if (withoutBody.contains(path) && MAPPING.matcher(path).matches()) {
      problems.add(Problem.ofFile(path, "gives nothing: it only declares functions"));
    }
    return expression == null || !problems.isEmpty() || withoutBody.contains(path)
        ? null
        : new Mapping(path, expression);
  }

  private @Nullable ExpressionImpl file(String path) {
    underWay.add(path);
    try {
      String text = tree.get(path).text();
      Syntax syntax = Syntax.read(path, text);
      Map<String, JstlFile> imports = modules(path, syntax);
      return imports == null ? null : file(path, text, syntax, imports);
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
    } catch (JsltException e) {
      problems.add(
          e.getSource() == null
              ? Problem.ofFile(path, e.getMessageWithoutLocation())
              : new Problem(
                  e.getSource(), e.getLine(), e.getColumn(), e.getMessageWithoutLocation()));
    } catch (RuntimeException e) {
      // Constants are worked out while compiling, and the language's own slips with them.
      problems.add(Problem.ofFile(path, "cannot be compiled: " + e.getMessage()));
    } finally {
      underWay.removeLast();
    }
    return null;
  }

  private ExpressionImpl file(
      String path, String text, Syntax syntax, Map<String, JstlFile> imports) {
    boolean alone = standsAlone(syntax, imports);
    if (alone) {
      standAlone.add(path);
    }
    PreparationContext declared = alone ? new PreparationContext() : variables;
    FunctionCalls calls = new FunctionCalls(path, vocabulary, tablesAreKnown, problems);
    MappingContext context =
        new MappingContext(path, vocabulary, imports, alone ? List.of() : modules, declared, calls);
    // A module that only declares functions is no whole program to the compiler.
    String program = text;
    if (!syntax.hasBody()) {
      withoutBody.add(path);
      program += "\nnull";
    }
    ExpressionImpl expression =
        (ExpressionImpl)
            ParserImpl.compileExpression(context, new JsltParser(new StringReader(program)));
    calls.locate();
    requireDeclared(path, syntax, declared);
    return expression;
  }

  /**
   * Whether a file is a module that all mappings can have in common: with variables of its own it
   * would need room among those of each.
   */
  private boolean standsAlone(Syntax syntax, Map<String, JstlFile> imports) {
    return !syntax.hasBody()
        && !syntax.hasVariables()
        && shared.values().containsAll(imports.values());
  }

  /**
   * JSLT takes a variable that nobody declares for one given from outside, and fails at run time.
   */
  private void requireDeclared(String path, Syntax syntax, PreparationContext declared) {
    for (String name : declared.scope.getParameterSlots().keySet()) {
      if (undeclared.add(name)) {
        Position position = syntax.variables().getOrDefault(name, Position.START);
        problems.add(
            new Problem(path, position.line(), position.column(), "there is no variable $" + name));
      }
    }
  }

  /** The imported modules by the path written; null when one of them has problems, now told. */
  private @Nullable Map<String, JstlFile> modules(String path, Syntax syntax) {
    Map<String, JstlFile> imports = new HashMap<>();
    boolean complete = true;
    for (Syntax.Import written : syntax.imports()) {
      JstlFile module = module(path, written);
      if (module == null) {
        complete = false;
      } else {
        imports.put(written.path(), module);
      }
    }
    return complete ? imports : null;
  }

  private @Nullable JstlFile module(String importer, Syntax.Import written) {
    String path = ImportPath.resolve(importer, written.path());
    String trouble = ImportPath.trouble(importer, written.path(), path, tree);
    if (trouble == null && underWay.contains(path)) {
      trouble = "imports go round: " + String.join(" imports ", underWay) + " imports " + path;
    }
    if (trouble != null) {
      Position position = written.position();
      problems.add(new Problem(importer, position.line(), position.column(), trouble));
      return null;
    }
    JstlFile known = compiled.getOrDefault(path, shared.get(path));
    if (known != null) {
      return known;
    }
    ExpressionImpl expression = file(path);
    if (expression == null) {
      return null;
    }
    JstlFile module = new JstlFile(path, path, expression);
    if (standAlone.contains(path) && problems.isEmpty()) {
      shared.put(path, module);
    } else {
      compiled.put(path, module);
      modules.add(module);
    }
    return module;
  }
}
