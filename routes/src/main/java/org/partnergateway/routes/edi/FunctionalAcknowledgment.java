package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.edi.InterchangeStatus;

/** Writes a 997: what became of a group, transaction by transaction, with segment and element. */
final class FunctionalAcknowledgment {
  private static final int LONGEST_COPY = 99;
  private static final int MOST_ELEMENTS = 99;

  private FunctionalAcknowledgment() {}

  /**
   * @param counted what the group's trailer counts
   * @param problems why all of the group is rejected, as AK905 has it; empty when it isn't
   */
  static ObjectNode of(Group group, int counted, List<String> problems, List<Judged> judged) {
    ObjectNode tree = StrictJson.nodes().objectNode();
    ObjectNode begin = tree.putObject("AK1");
    begin.put("AK101", group.functionalId()).put("AK102", group.controlNumber());
    if (!group.version().isEmpty()) {
      begin.put("AK103", group.version());
    }
    if (!judged.isEmpty()) {
      ArrayNode transactions = tree.putArray("transactions");
      judged.forEach(one -> transaction(transactions.addObject(), one));
    }
    long accepted = judged.stream().filter(one -> one.status().isAccepted()).count();
    ObjectNode end = tree.putObject("AK9");
    InterchangeStatus whole =
        problems.isEmpty()
            ? InterchangeStatus.of(judged.stream().map(Judged::status).toList())
            : InterchangeStatus.REJECTED;
    end.put("AK901", letter(whole));
    end.put("AK902", String.valueOf(Math.max(0, counted)));
    end.put("AK903", String.valueOf(judged.size()));
    end.put("AK904", String.valueOf(problems.isEmpty() ? accepted : 0));
    int position = 5;
    for (String code : problems) {
      end.put("AK90" + position++, code);
    }
    return tree;
  }

  private static void transaction(ObjectNode tree, Judged judged) {
    tree.putObject("AK2").put("AK201", judged.type()).put("AK202", judged.controlNumber());
    Map<String, ObjectNode> segments = new LinkedHashMap<>();
    for (EdiFault fault : judged.faults()) {
      if (fault.kind().level() == EdiFault.Level.SEGMENT) {
        segment(segments, fault, fault.kind().x12());
      } else if (fault.kind().level() == EdiFault.Level.ELEMENT) {
        ObjectNode segment = segment(segments, fault, EdiFault.Kind.BROKEN_SEGMENT.x12());
        ArrayNode elements =
            segment.has("AK4") ? (ArrayNode) segment.get("AK4") : segment.putArray("AK4");
        if (elements.size() < MOST_ELEMENTS) {
          element(elements.addObject(), fault);
        }
      }
    }
    if (!segments.isEmpty()) {
      tree.putArray("segments").addAll(segments.values());
    }
    ObjectNode end = tree.putObject("AK5").put("AK501", letter(judged.status()));
    if (!judged.code().isEmpty()) {
      end.put("AK502", judged.code());
    }
  }

  private static ObjectNode segment(Map<String, ObjectNode> segments, EdiFault fault, String code) {
    return segments.computeIfAbsent(
        fault.segment() + " " + fault.tag() + " " + code,
        key -> {
          ObjectNode tree = StrictJson.nodes().objectNode();
          ObjectNode note = tree.putObject("AK3");
          note.put("AK301", known(fault.tag()));
          note.put("AK302", String.valueOf(Math.max(1, fault.segment())));
          if (fault.loop() != null) {
            note.put("AK303", fault.loop());
          }
          note.put("AK304", code);
          return tree;
        });
  }

  private static void element(ObjectNode tree, EdiFault fault) {
    ObjectNode place = tree.putObject("AK401");
    place.put("AK40101", String.valueOf(Math.max(1, fault.element())));
    if (fault.component() > 0) {
      place.put("AK40102", String.valueOf(fault.component()));
    }
    if (fault.repetition() > 1) {
      place.put("AK40103", String.valueOf(fault.repetition()));
    }
    if (fault.reference() != null && fault.reference().matches("[0-9]{1,4}")) {
      tree.put("AK402", fault.reference());
    }
    tree.put("AK403", fault.kind().x12());
    String copy = copy(fault.value());
    if (!copy.isEmpty()) {
      tree.put("AK404", copy);
    }
  }

  /** A segment's id has two or three characters; what came may be anything. */
  private static String known(String tag) {
    return tag.matches("[A-Z][A-Z0-9]{1,2}") ? tag : "ZZZ";
  }

  /**
   * A copy is there to be found again. Of what came only that is copied which any partner can read
   * and which is no delimiter of ours.
   */
  private static String copy(@Nullable String value) {
    String plain = value == null ? "" : value.replaceAll("[^A-Za-z0-9 .,/()'&+\\-]", "?").strip();
    return plain.length() <= LONGEST_COPY ? plain : plain.substring(0, LONGEST_COPY).strip();
  }

  private static String letter(InterchangeStatus status) {
    return switch (status) {
      case ACCEPTED -> "A";
      case ACCEPTED_WITH_ERRORS -> "E";
      case PARTIALLY_ACCEPTED -> "P";
      default -> "R";
    };
  }
}
