package org.partnergateway.tests.simulators.edi;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.edi.EdiPart.Interchange;

/** Writes the retailer's interchanges, by hand: what it sends owes nothing to our writer. */
final class X12Text {
  static final String MERCHANT = "MERCHANT";
  static final String RETAILER = "RETAILER";

  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd*HHmm");
  private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("yyyyMMdd*HHmm");

  private final InstantSource clock;

  X12Text(InstantSource clock) {
    this.clock = clock;
  }

  static boolean isForRetailer(Interchange interchange) {
    return interchange.sender().id().equals(MERCHANT)
        && interchange.receiver().id().equals(RETAILER);
  }

  String today() {
    return DateTimeFormatter.BASIC_ISO_DATE.format(
        clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
  }

  /**
   * One group of transactions.
   *
   * @param transactions the type, then the segments between header and trailer
   */
  String interchange(long control, String functionalId, List<List<String>> transactions) {
    var now = clock.instant().atZone(ZoneOffset.UTC);
    List<String> all = new ArrayList<>();
    all.add(
        "ISA*00*          *00*          *ZZ*%-15s*ZZ*%-15s*%s*^*00501*%09d*0*P*>"
            .formatted(RETAILER, MERCHANT, SHORT.format(now), control));
    all.add(
        "GS*%s*%s*%s*%s*%d*X*005010"
            .formatted(functionalId, RETAILER, MERCHANT, LONG.format(now), control));
    int count = 0;
    for (List<String> transaction : transactions) {
      String number = "%04d".formatted(++count);
      all.add("ST*%s*%s".formatted(transaction.getFirst(), number));
      all.addAll(transaction.subList(1, transaction.size()));
      all.add("SE*%d*%s".formatted(transaction.size() + 1, number));
    }
    all.add("GE*%d*%d".formatted(count, control));
    all.add("IEA*1*%09d".formatted(control));
    return String.join("~", all) + "~";
  }
}
