package org.partnergateway.transformations;

import com.schibsted.spt.data.jslt.Module;
import com.schibsted.spt.data.jslt.impl.FunctionExpression;
import com.schibsted.spt.data.jslt.impl.JstlFile;
import com.schibsted.spt.data.jslt.impl.ParseContext;
import com.schibsted.spt.data.jslt.impl.PreparationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler asks while it compiles one file. Replaces JSLT's own so that imports come from
 * the definitions, and calls are known with their places.
 */
final class MappingContext extends ParseContext {
  private final Map<String, JstlFile> imports;
  private final FunctionCalls calls;

  /**
   * A context for one file.
   *
   * @param imports compiled modules by the path written in the import
   * @param modules all modules compiled so far for the mapping, whose variables it evaluates
   * @param variables of the mapping, its modules' included
   */
  MappingContext(
      String path,
      Vocabulary vocabulary,
      Map<String, JstlFile> imports,
      List<JstlFile> modules,
      PreparationContext variables,
      FunctionCalls calls) {
    super(
        vocabulary.functions(),
        path,
        name -> {
          throw new IllegalStateException("imports are resolved beforehand");
        },
        new HashMap<>(),
        modules,
        variables,
        value -> !value.isNull());
    this.imports = imports;
    this.calls = calls;
  }

  @Override
  public @Nullable Module getNamedModule(String identifier) {
    return imports.get(identifier);
  }

  @Override
  public void registerModule(String prefix, Module module) {
    super.registerModule(prefix, module);
    if (module instanceof JstlFile file) {
      addDeclaredFunction(prefix, file);
    }
  }

  @Override
  public void rememberFunctionCall(FunctionExpression call) {
    calls.add(call);
  }

  @Override
  public void resolveFunctions() {
    calls.resolve(this::getFunction);
  }
}
