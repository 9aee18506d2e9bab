package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;
import org.partnergateway.contracts.json.StrictJson;

/** Writes a CONTRL: what became of an interchange, message by message, with segment and element. */
final class SyntaxReport {
  /** This level and all below it rejected; acknowledged, with what is said below. */
  private static final String REJECTED = "4";

  private static final String ACKNOWLEDGED = "7";
  private static final String NO_AGREEMENT = "17";
  private static final String DUPLICATE = "26";
  private static final String UNSPECIFIED = "18";

  private SyntaxReport() {}

  /**
   * @param error of the interchange, as 0085 has it; null when it is acknowledged
   */
  static ObjectNode of(Interchange received, @Nullable String error, List<Judged> judged) {
    ObjectNode tree = StrictJson.nodes().objectNode();
    ObjectNode begin = tree.putObject("UCI");
    begin.put("UCI01", received.controlNumber());
    begin.set("UCI02", party("UCI02", received.sender()));
    begin.set("UCI03", party("UCI03", received.receiver()));
    begin.put("UCI04", error == null ? ACKNOWLEDGED : REJECTED);
    if (error != null) {
      begin.put("UCI05", error);
    }
    if (!judged.isEmpty()) {
      ArrayNode messages = tree.putArray("messages");
      judged.forEach(one -> message(messages.addObject(), one));
    }
    return tree;
  }

  private static ObjectNode party(String name, Party party) {
    ObjectNode tree = StrictJson.nodes().objectNode().put(name + "01", party.id());
    if (!party.qualifier().isEmpty()) {
      tree.put(name + "02", party.qualifier());
    }
    return tree;
  }

  private static void message(ObjectNode tree, Judged judged) {
    ObjectNode head = tree.putObject("UCM").put("UCM01", judged.controlNumber());
    ObjectNode type = head.putObject("UCM02").put("UCM0201", judged.type());
    String[] version = judged.version().split(":", -1);
    for (int i = 0; i < version.length && i < 3; i++) {
      if (!version[i].isEmpty()) {
        type.put("UCM020" + (i + 2), version[i]);
      }
    }
    boolean rejected = !judged.status().isAccepted();
    head.put("UCM03", rejected ? REJECTED : ACKNOWLEDGED);
    String error = error(judged.code());
    if (error != null) {
      head.put("UCM04", error);
    }
    Map<Integer, ObjectNode> segments = new LinkedHashMap<>();
    for (EdiFault fault : judged.faults()) {
      if (fault.kind().level() == EdiFault.Level.SEGMENT) {
        segment(segments, fault).withObject("/UCS").put("UCS02", fault.kind().edifact());
      } else if (fault.kind().level() == EdiFault.Level.ELEMENT) {
        element(segment(segments, fault), fault);
      }
    }
    if (!segments.isEmpty()) {
      tree.putArray("segments").addAll(segments.values());
    }
  }

  private static @Nullable String error(String code) {
    return switch (code) {
      case Judged.NOT_SUPPORTED -> NO_AGREEMENT;
      case Judged.NOT_UNIQUE -> DUPLICATE;
      case Judged.NUMBERS_DIFFER -> EdiFault.Kind.CONTROL_NUMBERS_DIFFER.edifact();
      case Judged.COUNT_DIFFERS -> EdiFault.Kind.COUNT_DIFFERS.edifact();
      default -> null;
    };
  }

  private static ObjectNode segment(Map<Integer, ObjectNode> segments, EdiFault fault) {
    return segments.computeIfAbsent(
        fault.segment(),
        position -> {
          ObjectNode tree = StrictJson.nodes().objectNode();
          tree.putObject("UCS").put("UCS01", String.valueOf(Math.max(1, position)));
          return tree;
        });
  }

  private static void element(ObjectNode segment, EdiFault fault) {
    ArrayNode elements =
        segment.has("UCD") ? (ArrayNode) segment.get("UCD") : segment.putArray("UCD");
    if (elements.size() == 99) {
      return;
    }
    ObjectNode note = elements.addObject().put("UCD01", fault.kind().edifact());
    ObjectNode place =
        note.putObject("UCD02").put("UCD0201", String.valueOf(Math.max(1, fault.element())));
    if (fault.component() > 0) {
      place.put("UCD0202", String.valueOf(fault.component()));
    }
  }

  /** 0085 of an interchange that is refused. */
  static String refusal(Refusal refusal) {
    return switch (refusal) {
      case DUPLICATE -> DUPLICATE;
      case NUMBERS_DIFFER -> EdiFault.Kind.CONTROL_NUMBERS_DIFFER.edifact();
      case COUNT_DIFFERS -> EdiFault.Kind.COUNT_DIFFERS.edifact();
      case NOT_US -> "7";
      case NOT_THEM -> "23";
      default -> UNSPECIFIED;
    };
  }
}
