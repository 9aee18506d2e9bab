package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /__admin/faults} switches one on and says its number, {@code GET} lists them, {@code
 * DELETE /__admin/faults} switches all off, and with {@code /<number>} one.
 */
record FaultsApi(Faults faults, Set<String> partners) implements AdminApiExtension {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "/faults";

  @Override
  public String getName() {
    return "faults";
  }

  @Override
  public void contributeAdminApiRoutes(Router router) {
    router.add(
        RequestMethod.POST,
        ALL,
        (admin, event, parameters) -> add(event.getRequest().getBodyAsString()));
    router.add(RequestMethod.GET, ALL, (admin, event, parameters) -> json(200, list()));
    router.add(
        RequestMethod.DELETE,
        ALL,
        (admin, event, parameters) -> {
          faults.clear();
          return json(200, list());
        });
    router.add(
        RequestMethod.DELETE,
        ALL + "/{number}",
        (admin, event, parameters) -> remove(parameters.get("number")));
  }

  private ResponseDefinition add(String body) {
    try {
      return json(201, Map.of("number", FaultReader.add(faults, partners, JSON.readTree(body))));
    } catch (JsonProcessingException e) {
      return json(422, Map.of("detail", "The body is not JSON: " + e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      return json(422, Map.of("detail", String.valueOf(e.getMessage())));
    }
  }

  private ResponseDefinition remove(@Nullable String number) {
    boolean known =
        number != null && number.matches("[0-9]{1,9}") && faults.remove(Integer.parseInt(number));
    return known
        ? json(200, list())
        : json(404, Map.of("detail", "There is no fault " + number + "."));
  }

  private Map<String, String> list() {
    Map<String, String> list = new TreeMap<>();
    faults.list().forEach((number, told) -> list.put(number.toString(), told));
    return list;
  }

  private static ResponseDefinition json(int status, Object body) {
    return ResponseDefinitionBuilder.jsonResponse(body, status);
  }
}
