package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pickups and their cancellation. An address that is asked for again on the same day has the pickup
 * that there is. UPS publishes no codes of its refusals, so that those here are made up.
 */
final class UpsPickups {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd HHmm", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final long SERIALS = 10_000_000;
  private static final int MOST_PIECES = 999;

  private final InstantSource clock;
  private final Map<String, Long> effects;
  private final EffectListener listener;
  private final Map<String, Pickup> byNumber = new HashMap<>();
  private final Map<String, String> numberByPlace = new HashMap<>();
  private long serial;

  private record Pickup(String place, String reference, LocalDateTime close, UpsPlace where) {}

  UpsPickups(InstantSource clock, Map<String, Long> effects, EffectListener listener) {
    this.clock = clock;
    this.effects = effects;
    this.listener = listener;
    this.serial = clock.instant().getEpochSecond();
  }

  synchronized ObjectNode create(JsonNode body) {
    JsonNode request = body.path("PickupCreationRequest");
    String account = request.at("/Shipper/Account/AccountNumber").asText();
    require(account.matches("[0-9A-Za-z]{6}"), "AccountNumber");
    JsonNode address = request.path("PickupAddress");
    checkAddress(address);
    checkPieces(request);
    UpsPlace where = place(address);
    JsonNode times = request.path("PickupDateInfo");
    LocalDateTime ready = moment(times, "ReadyTime");
    LocalDateTime close = moment(times, "CloseTime");
    if (!ready.isBefore(close)) {
      throw UpsProblem.invalid("9510002", "CloseTime must be later than ReadyTime.");
    }
    if (!close.isAfter(now(where))) {
      throw UpsProblem.invalid("9510003", "The pickup's date and time are past.");
    }
    String place = "%s %s %s".formatted(account, address, ready.toLocalDate());
    String number = numberByPlace.get(place);
    if (number == null) {
      number = "2929%07d".formatted(serial++ % SERIALS);
      String reference = request.path("ReferenceNumber").asText();
      numberByPlace.put(place, number);
      byNumber.put(number, new Pickup(place, reference, close, where));
      took("pickups", reference);
    }
    return created(request, number);
  }

  private static void checkAddress(JsonNode address) {
    for (String field : new String[] {"CompanyName", "ContactName", "City", "CountryCode"}) {
      require(!address.path(field).asText().isBlank(), field);
    }
    require(address.path("CompanyName").asText().codePoints().count() <= 27, "CompanyName");
    require(address.path("ContactName").asText().codePoints().count() <= 22, "ContactName");
    String line =
        UpsRequestRules.list(address.path("AddressLine")).stream()
            .findFirst()
            .map(JsonNode::asText)
            .orElse("");
    require(!line.isBlank() && line.codePoints().count() <= 73, "AddressLine");
    require(address.at("/Phone/Number").asText().matches("[0-9]{1,25}"), "Phone/Number");
    require(address.path("ResidentialIndicator").asText().matches("[YN]"), "ResidentialIndicator");
    if (address.path("CountryCode").asText().equals("US")) {
      require(address.path("PostalCode").asText().matches("[0-9]{5}"), "PostalCode");
      require(address.path("StateProvince").asText().matches("[A-Z]{2}"), "StateProvince");
    }
  }

  private static void checkPieces(JsonNode request) {
    JsonNode pieces = request.path("PickupPiece");
    require(pieces.isArray() && !pieces.isEmpty(), "PickupPiece");
    for (JsonNode piece : pieces) {
      require(piece.path("ServiceCode").asText().matches("[0-9]{3}"), "ServiceCode");
      int quantity = piece.path("Quantity").asInt();
      require(quantity >= 1 && quantity <= MOST_PIECES, "Quantity");
      require(piece.path("ContainerCode").asText().matches("0[1-3]"), "ContainerCode");
    }
    require(
        request.at("/TotalWeight/UnitOfMeasurement").asText().matches("LBS|KGS"),
        "UnitOfMeasurement");
  }

  private static void require(boolean given, String field) {
    if (!given) {
      throw UpsProblem.invalid("9510001", "Missing or invalid " + field + ".");
    }
  }

  private static LocalDateTime moment(JsonNode times, String which) {
    try {
      return LocalDateTime.parse(
          times.path("PickupDate").asText() + " " + times.path(which).asText(), MOMENT);
    } catch (DateTimeParseException e) {
      throw UpsProblem.invalid("9510001", "Missing or invalid PickupDate or " + which + ".");
    }
  }

  private static UpsPlace place(JsonNode address) {
    return new UpsPlace(
        address.path("City").asText(),
        address.path("StateProvince").asText(),
        address.path("PostalCode").asText(),
        address.path("CountryCode").asText());
  }

  private LocalDateTime now(UpsPlace where) {
    return LocalDateTime.ofInstant(clock.instant(), where.zone());
  }

  private static ObjectNode created(JsonNode request, String number) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode response = answer.putObject("PickupCreationResponse");
    response.set("Response", success(request.at("/Request/TransactionReference")));
    response.put("PRN", number);
    boolean rated = request.path("RatePickupIndicator").asText().equals("Y");
    response
        .putObject("RateStatus")
        .put("Code", rated ? "01" : "04")
        .put("Description", rated ? "Rate available" : "Rate not requested");
    if (rated) {
      ObjectNode rate = response.putObject("RateResult");
      rate.put("RateType", "FD").put("CurrencyCode", "USD").put("GrandTotalOfAllCharge", "7.48");
      var details = rate.putArray("ChargeDetail");
      details
          .addObject()
          .put("ChargeCode", "B")
          .put("ChargeDescription", "BASE CHARGE")
          .put("ChargeAmount", "6.50");
      details
          .addObject()
          .put("ChargeCode", "S")
          .put("ChargeDescription", "FUEL SURCHARGE")
          .put("ChargeAmount", "0.98");
    }
    return answer;
  }

  synchronized ObjectNode cancel(String by, @Nullable String number) {
    if (!by.equals("02") || number == null) {
      throw UpsProblem.invalid("9510001", "Missing or invalid Prn.");
    }
    Pickup pickup = byNumber.get(number);
    if (pickup == null) {
      throw UpsProblem.invalid("9510004", "There is no pickup with this PRN.");
    }
    if (!number.equals(numberByPlace.get(pickup.place()))) {
      throw UpsProblem.invalid("9510005", "The pickup has already been canceled.");
    }
    if (!pickup.close().isAfter(now(pickup.where()))) {
      throw UpsProblem.invalid("9510006", "The pickup has been completed.");
    }
    numberByPlace.remove(pickup.place());
    took("pickup-cancellations", pickup.reference());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode response = answer.putObject("PickupCancelResponse");
    response.set("Response", success(JsonNodeFactory.instance.objectNode()));
    response.put("PickupType", "01");
    return answer;
  }

  private void took(String effect, String reference) {
    listener.tookEffect("ups", effect, reference, "", 0);
    effects.merge(effect, 1L, Long::sum);
  }

  private static ObjectNode success(JsonNode reference) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.putObject("ResponseStatus").put("Code", "1").put("Description", "Success");
    if (reference.has("CustomerContext")) {
      response.set("TransactionReference", reference.deepCopy());
    }
    return response;
  }
}
