package org.partnergateway.contracts.edi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.GroupBegin;
import org.partnergateway.contracts.edi.EdiPart.GroupEnd;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.InterchangeBegin;
import org.partnergateway.contracts.edi.EdiPart.InterchangeEnd;
import org.partnergateway.contracts.edi.EdiPart.Transaction;
import org.partnergateway.contracts.json.StrictJson;

/** Reads interchanges part by part, one transaction in memory at a time. For use by one thread. */
public final class InterchangeReader implements AutoCloseable {
  /** More faults than this in one transaction say nothing new. */
  private static final int MOST_FAULTS = 200;

  /** What a decoder puts in the place of bytes that are none of its characters. */
  private static final char UNREADABLE = '\uFFFD';

  private final EDIStreamReader reader;
  private final Charset charset;
  private final Function<String, @Nullable EdiContract> contracts;
  private final Map<String, @Nullable EdiContract> known = new HashMap<>();

  private @Nullable ControlSegment control;
  private @Nullable Interchange interchange;
  private @Nullable Group group;
  private @Nullable ControlSegment head;
  private @Nullable ControlSegment trailer;
  private @Nullable TransactionTree tree;
  private boolean inTransaction;
  private int first;
  private int last;
  private List<EdiFault> faults = new ArrayList<>();
  private final List<EdiFault> ofInterchange = new ArrayList<>();
  private final List<EdiFault> ofGroup = new ArrayList<>();
  private @Nullable EdiPart part;

  /**
   * @param contracts what a transaction of a type, such as 850, is held to; null for none
   */
  public InterchangeReader(
      InputStream input, Charset charset, Function<String, @Nullable EdiContract> contracts) {
    this.contracts = contracts;
    this.charset = charset;
    EDIInputFactory factory = EDIInputFactory.newFactory();
    try {
      this.reader = factory.createEDIStreamReader(input, charset.name());
    } catch (EDIStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The next part; null after the last.
   *
   * @throws BrokenInterchangeException when it can't be read any further
   */
  public @Nullable EdiPart next() throws BrokenInterchangeException {
    part = null;
    try {
      while (part == null && reader.hasNext()) {
        step();
      }
    } catch (EDIStreamException | IllegalStateException e) {
      throw broken(e);
    }
    if (part == null && interchange != null) {
      throw new BrokenInterchangeException("it ends before its trailer", true);
    }
    return part;
  }

  private BrokenInterchangeException broken(Exception e) {
    Location at = reader.getLocation();
    String where =
        at == null || at.getCharacterOffset() < 0
            ? ""
            : " (near character %d)".formatted(at.getCharacterOffset());
    String what =
        e.getCause() instanceof CharacterCodingException
            ? "it isn't encoded in %s, as is agreed".formatted(charset)
            : String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new BrokenInterchangeException(what + where, interchange != null);
  }

  private void step() throws EDIStreamException {
    switch (reader.next()) {
      case START_TRANSACTION -> {
        inTransaction = true;
        first = reader.getLocation().getSegmentPosition();
        faults = new ArrayList<>();
        tree = null;
        head = null;
      }
      case START_SEGMENT -> beginSegment(reader.getText());
      case END_SEGMENT -> endSegment();
      case START_LOOP -> {
        if (tree != null) {
          tree.beginLoop(reader.getReferenceCode());
        }
      }
      case END_LOOP -> {
        if (tree != null) {
          tree.endLoop();
        }
      }
      case START_COMPOSITE -> {
        if (tree != null && control == null) {
          tree.beginComposite(reader.getLocation().getElementPosition());
        }
      }
      case END_COMPOSITE -> {
        if (tree != null && control == null) {
          tree.endComposite();
        }
      }
      case ELEMENT_DATA -> element();
      case SEGMENT_ERROR, ELEMENT_DATA_ERROR, ELEMENT_OCCURRENCE_ERROR -> fault();
      case END_TRANSACTION -> endTransaction();
      case END_GROUP -> {
        ofGroup.addAll(faults);
        part = new GroupEnd(present(group), trailer == null ? -1 : trailer.count("1"), ofGroup);
        group = null;
        clear(ofGroup);
      }
      case END_INTERCHANGE -> {
        ofInterchange.addAll(faults);
        part = new InterchangeEnd(ofInterchange);
        interchange = null;
        clear(ofInterchange);
      }
      default -> {}
    }
  }

  private void clear(List<EdiFault> told) {
    told.clear();
    faults = new ArrayList<>();
  }

  private void beginSegment(String tag) {
    last = reader.getLocation().getSegmentPosition();
    boolean controls =
        switch (tag) {
          case "ISA", "GS", "ST", "SE", "GE", "IEA" -> true;
          case "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ" -> true;
          case "TA1" -> !inTransaction;
          default -> false;
        };
    control = controls ? new ControlSegment(tag) : null;
    if (tree != null && control == null) {
      tree.beginSegment(tag);
    }
  }

  private void endSegment() {
    if (control == null) {
      if (tree != null) {
        tree.endSegment();
      }
      return;
    }
    switch (control.tag()) {
      case "ISA", "UNB" -> {
        interchange = control.interchange();
        part = new InterchangeBegin(interchange);
        ofInterchange.addAll(faults);
        faults = new ArrayList<>();
      }
      case "GS", "UNG" -> {
        group = control.group();
        part = new GroupBegin(group);
        ofGroup.addAll(faults);
        faults = new ArrayList<>();
      }
      case "TA1" -> part = control.receipt();
      case "ST", "UNH" -> head = control;
      default -> trailer = control;
    }
    control = null;
  }

  private void element() throws EDIStreamException {
    Location at = reader.getLocation();
    String text = reader.getText();
    if (text.indexOf(UNREADABLE) >= 0) {
      throw new IllegalStateException(
          "it isn't encoded in %s, as is agreed: %s".formatted(charset, text));
    }
    if (control == null) {
      if (tree != null) {
        tree.element(at.getElementPosition(), at.getComponentPosition(), text);
      }
      return;
    }
    control.element(at.getElementPosition(), at.getComponentPosition(), text);
    boolean type =
        control.tag().equals("ST")
            ? at.getElementPosition() == 1
            : control.tag().equals("UNH")
                && at.getElementPosition() == 2
                && at.getComponentPosition() <= 1;
    if (type) {
      begin(text);
    }
  }

  /** From here on the transaction is held to its schema. */
  private void begin(String type) {
    EdiContract contract = known.computeIfAbsent(type, contracts);
    reader.setTransactionSchema(contract == null ? null : contract.schema());
    tree =
        contract == null
            ? null
            : new TransactionTree(contract.shape(), StrictJson.nodes().objectNode());
  }

  private void fault() {
    if (faults.size() == MOST_FAULTS) {
      return;
    }
    EdiFault.Kind kind = EdiFault.kind(reader.getErrorType());
    if (inTransaction && tree == null && kind.level() != EdiFault.Level.CONTROL) {
      // Without a schema there is nothing to hold it to.
      return;
    }
    Location at = reader.getLocation();
    boolean segment = kind.level() == EdiFault.Level.SEGMENT;
    String reference = reader.getReferenceCode();
    String text = faultyText();
    faults.add(
        new EdiFault(
            kind,
            inTransaction ? at.getSegmentPosition() - first + 1 : 0,
            segment && text != null ? text : String.valueOf(at.getSegmentTag()),
            tree == null ? null : tree.loop(),
            Math.max(0, segment ? 0 : at.getElementPosition()),
            Math.max(0, segment ? 0 : at.getComponentPosition()),
            Math.max(0, segment ? 0 : at.getElementOccurrence()),
            segment ? null : reference,
            segment ? null : text));
  }

  /** What stands at the fault; the library has none for what is missing. */
  private @Nullable String faultyText() {
    try {
      String text = reader.hasText() ? reader.getText() : "";
      return text.isEmpty() ? null : text;
    } catch (NullPointerException e) {
      return null;
    }
  }

  private void endTransaction() {
    ControlSegment began = present(head);
    ObjectNode root = null;
    if (tree != null) {
      root = StrictJson.nodes().objectNode();
      EnvelopeTrees.put(root, present(interchange), group, began);
      root.setAll(tree.root());
    }
    part =
        new Transaction(
            began.type(),
            began.version(),
            began.transactionControlNumber(),
            root,
            faults,
            last - first + 1);
    tree = null;
    inTransaction = false;
    faults = new ArrayList<>();
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a part ends that did not begin");
    }
    return value;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // It was read from memory.
      throw new IllegalStateException(e);
    }
  }
}
