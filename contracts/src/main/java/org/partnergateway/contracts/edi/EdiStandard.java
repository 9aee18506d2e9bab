package org.partnergateway.contracts.edi;

import java.util.Locale;

/** The two standards, and what their control segments are called. */
public enum EdiStandard {
  /** ASC X12: ISA, GS, ST. */
  X12("ISA", "GS", "ST", "SE", "application/edi-x12"),
  /** UN/EDIFACT: UNB, UNG, UNH. */
  EDIFACT("UNB", "UNG", "UNH", "UNT", "application/edifact");

  private final String interchange;
  private final String group;
  private final String transaction;
  private final String transactionEnd;
  private final String mediaType;

  EdiStandard(
      String interchange,
      String group,
      String transaction,
      String transactionEnd,
      String mediaType) {
    this.interchange = interchange;
    this.group = group;
    this.transaction = transaction;
    this.transactionEnd = transactionEnd;
    this.mediaType = mediaType;
  }

  /** The segment that an interchange begins with. */
  public String interchange() {
    return interchange;
  }

  String group() {
    return group;
  }

  String transaction() {
    return transaction;
  }

  String transactionEnd() {
    return transactionEnd;
  }

  /** RFC 1767's. */
  public String mediaType() {
    return mediaType;
  }

  /** In adapter files and JSON: {@code x12} or {@code edifact}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
