package org.partnergateway.routes.edi;

/** Why an interchange isn't looked into, with TA1's note for it. */
enum Refusal {
  DUPLICATE("025", "its control number came before with another content"),
  NOT_THEM("006", "it isn't from this partner"),
  NOT_US("008", "it isn't for us"),
  USAGE("020", "it isn't of the usage that is agreed, P for production and T for tests"),
  NUMBERS_DIFFER("001", "its header and trailer name different control numbers"),
  COUNT_DIFFERS("021", "its trailer counts other groups than there are"),
  CONTROL("022", "its envelope breaks the standard"),
  CUT_OFF("023", "it can't be read to its end");

  private final String note;
  private final String words;

  Refusal(String note, String words) {
    this.note = note;
    this.words = words;
  }

  /** TA105. */
  String note() {
    return note;
  }

  /** For people. */
  String words() {
    return words;
  }
}
