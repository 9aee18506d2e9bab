package org.partnergateway.transformations;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.BuiltinFunctions;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.FunctionDeclaration;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.LiteralExpression;
import com.schibsted.spt.data.jslt.impl.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.transformations.functions.TableFunctions;

/** The calls in one file: checked when it is compiled, told their places afterwards. */
final class FunctionCalls {
  private final String path;
  private final Vocabulary vocabulary;
  private final boolean tablesAreKnown;
  private final Problems problems;
  private final List<FunctionExpression> pending = new ArrayList<>();
  private final Map<FunctionExpression, Function> resolved = new LinkedHashMap<>();

  /**
   * Calls in the file of this path.
   *
   * @param tablesAreKnown false for a shared module by itself, which looks codes up in the tables
   *     of the partner that imports it
   */
  FunctionCalls(String path, Vocabulary vocabulary, boolean tablesAreKnown, Problems problems) {
    this.path = path;
    this.vocabulary = vocabulary;
    this.tablesAreKnown = tablesAreKnown;
    this.problems = problems;
  }

  void add(FunctionExpression call) {
    pending.add(call);
  }

  /** Gives each call its function, or tells what is wrong with it. */
  void resolve(java.util.function.Function<String, @Nullable Function> functions) {
    for (FunctionExpression call : pending) {
      String name = call.getFunctionName();
      Function function = functions.apply(name);
      if (function == null) {
        problem(call, "there is no function " + name + "()" + Spelling.suggest(name, known()));
      } else {
        check(call, function);
        resolve(call, function);
      }
    }
    pending.clear();
  }

  private void resolve(FunctionExpression call, Function function) {
    try {
      call.resolve(function);
      resolved.put(call, function);
    } catch (JsltException e) {
      problem(call, e.getMessageWithoutLocation());
    }
  }

  private void check(FunctionExpression call, Function function) {
    String name = call.getFunctionName();
    boolean declaredHere = function instanceof FunctionDeclaration;
    if (declaredHere && vocabulary.names().contains(name)) {
      problem(call, name + "() hides the gateway's own function; declare it by another name");
    }
    String reason = Vocabulary.FORBIDDEN.get(name);
    if (reason != null && !declaredHere) {
      problem(call, name + "() " + reason);
    }
    if (tablesAreKnown && name.equals(TableFunctions.LOOKUP)) {
      checkTable(call);
    }
  }

  private void checkTable(FunctionExpression call) {
    List<ExpressionNode> arguments = call.getChildren();
    if (!arguments.isEmpty() && arguments.getFirst() instanceof LiteralExpression literal) {
      JsonNode table = literal.apply(null, null);
      if (table.isTextual() && vocabulary.tables().find(table.textValue()) == null) {
        problem(call, TableFunctions.missing(table.textValue(), vocabulary.tables()));
      }
    }
  }

  /** Done last, because compiling optimizes by which function it finds. */
  void locate() {
    resolved.forEach(
        (call, function) -> {
          String name = call.getFunctionName();
          boolean own = vocabulary.names().contains(name) || name.equals("error");
          // Declared functions need the scope; contains() may have become a faster one.
          if (!(function instanceof FunctionDeclaration) && !name.equals("contains")) {
            call.resolve(new LocatedFunction(function, call.getLocation(), own));
          }
        });
  }

  private List<String> known() {
    List<String> known = new ArrayList<>(vocabulary.names());
    known.addAll(BuiltinFunctions.functions.keySet());
    return known;
  }

  private void problem(FunctionExpression call, String message) {
    Location location = call.getLocation();
    problems.add(new Problem(path, location.getLine(), location.getColumn(), message));
  }
}
