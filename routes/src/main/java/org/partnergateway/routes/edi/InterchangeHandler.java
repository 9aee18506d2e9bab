package org.partnergateway.routes.edi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.BrokenInterchangeException;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.edi.InterchangeReader;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.IncomingFile;
import org.partnergateway.routes.store.Fingerprint;

/**
 * Takes files of interchanges in: {@code handler: interchange}. What is no interchange is refused
 * with a reason; what is one is answered, whatever is wrong inside.
 */
public final class InterchangeHandler implements FileHandler {
  private static final int LOOKED_AT = 64;

  private final EdiPartners partners;
  private final InterchangeTaking taking;

  public InterchangeHandler(EdiPartners partners, InterchangeTaking taking) {
    this.partners = partners;
    this.taking = taking;
  }

  @Override
  public String handles() {
    return "interchange";
  }

  @Override
  public Handled handle(IncomingFile file) {
    try {
      return handleOpened(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Handled handleOpened(IncomingFile file) throws IOException {
    String begin;
    try (InputStream content = file.open()) {
      begin = new String(content.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
    }
    EdiStandard standard = standard(begin.stripLeading());
    if (standard == null) {
      return new Handled(strange(begin));
    }
    EdiAgreement agreement = partners.find(file.partner(), standard);
    if (agreement == null) {
      return new Handled(
          "It is an interchange of %s, on which nothing is agreed with %s."
              .formatted(standard, file.partner()));
    }
    List<String> refused = new ArrayList<>();
    try (InputStream content = file.open()) {
      Fingerprint fingerprint;
      try (InputStream again = file.open()) {
        fingerprint = Fingerprint.of(again);
      }
      read(agreement, content, new InterchangeTaking.Origin(file, fingerprint), refused);
    }
    return refused.isEmpty() ? Handled.TAKEN : new Handled(String.join(" ", refused));
  }

  private void read(
      EdiAgreement agreement,
      InputStream content,
      InterchangeTaking.Origin origin,
      List<String> refused) {
    try (InterchangeReader reader =
        new InterchangeReader(content, agreement.charset(), agreement::contract)) {
      EdiPart part = reader.next();
      while (part != null) {
        if (part instanceof EdiPart.InterchangeBegin begin) {
          String reason = taking.take(agreement, reader, begin.interchange(), origin);
          if (reason != null) {
            refused.add(reason);
          }
        }
        part = reader.next();
      }
    } catch (BrokenInterchangeException e) {
      refused.add("It can't be read as an interchange: " + e.getMessage() + ".");
    }
  }

  private static @Nullable EdiStandard standard(String begin) {
    if (begin.startsWith(EdiStandard.X12.interchange())) {
      return EdiStandard.X12;
    }
    return begin.startsWith("UNA") || begin.startsWith(EdiStandard.EDIFACT.interchange())
        ? EdiStandard.EDIFACT
        : null;
  }

  private static String strange(String begin) {
    String what;
    if (begin.isBlank()) {
      what = "it is empty";
    } else if (begin.startsWith("\u00EF\u00BB\u00BF")) {
      what = "it begins with a byte order mark";
    } else if (begin.startsWith("\u00FE\u00FF") || begin.startsWith("\u00FF\u00FE")) {
      what = "it is encoded in UTF-16";
    } else if (begin.startsWith("PK") || begin.startsWith("\u001F\u008B")) {
      what = "it is compressed";
    } else {
      what = "it begins with neither ISA nor UNA nor UNB";
    }
    return "It is no interchange: " + what + ".";
  }
}
