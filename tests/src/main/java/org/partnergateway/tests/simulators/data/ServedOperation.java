package org.partnergateway.tests.simulators.data;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.tests.simulators.SimulatedRequest;

/** One operation of a contract, from the side that is asked. */
final class ServedOperation {
  private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");

  private final HttpOperation contract;
  private final Pattern path;
  private final String[] names;

  ServedOperation(HttpOperation contract) {
    this.contract = contract;
    String template = contract.pathTemplate();
    Matcher matcher = NAME.matcher(template);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      pattern.append(Pattern.quote(template.substring(end, matcher.start()))).append("([^/]+)");
      end = matcher.end();
    }
    this.path = Pattern.compile(pattern.append(Pattern.quote(template.substring(end))).toString());
    this.names = NAME.matcher(template).results().map(name -> name.group(1)).toArray(String[]::new);
  }

  String id() {
    return contract.id();
  }

  HttpOperation contract() {
    return contract;
  }

  /** Whether the request is for it, by what it brings besides its path. */
  boolean isMeant(SimulatedRequest request) {
    return contract.method().equals(request.method())
        && contract.fixedHeaders().entrySet().stream()
            .filter(header -> !header.getKey().equals("Content-Type"))
            .allMatch(
                header ->
                    header
                        .getValue()
                        .equals(request.header(header.getKey().toLowerCase(Locale.ROOT))));
  }

  /** Whether the body is the document that it takes, by its root; what isn't XML is any. */
  boolean isDocument(SimulatedRequest request) {
    BodyForm form = contract.requestForm();
    if (form == null || form.xml() == null) {
      return true;
    }
    try {
      form.xml().read(request.body());
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  /** How many parts of the path may be anything; the fewer, the better a match. */
  int openness() {
    return names.length;
  }

  /** Values of the path's parameters; null when it is another path. */
  @Nullable Map<String, String> match(String requested) {
    Matcher matcher = path.matcher(requested);
    if (!matcher.matches()) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      values.put(names[i], matcher.group(i + 1));
    }
    return values;
  }
}
