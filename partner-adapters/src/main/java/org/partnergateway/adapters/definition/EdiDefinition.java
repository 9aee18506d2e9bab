package org.partnergateway.adapters.definition;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiDelimiters;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiStandard;

/**
 * What is agreed with a partner on interchanges, by standard.
 *
 * @param agreements empty for a partner without EDI
 */
public record EdiDefinition(Map<EdiStandard, Agreement> agreements) {
  /** Of a partner without EDI. */
  public static final EdiDefinition NONE = new EdiDefinition(Map.of());

  /** Copies the map. */
  public EdiDefinition {
    agreements = Map.copyOf(agreements);
  }

  /** What is agreed for a standard; null when nothing is. */
  public @Nullable Agreement of(EdiStandard standard) {
    return agreements.get(standard);
  }

  /**
   * @param version of interchanges that we send
   * @param release of groups that we send; empty where there are none
   * @param usage P or T
   * @param channels by the first of which that is in use everything goes that we send
   * @param fileName how names of files begin
   * @param acknowledgement the contract's file
   * @param acknowledgedWithin after that time what we sent is overdue
   * @param tolerates faults with which a transaction is accepted all the same
   */
  public record Agreement(
      EdiStandard standard,
      PartyText ours,
      PartyText theirs,
      String version,
      String release,
      TextSource usage,
      Charset charset,
      EdiDelimiters delimiters,
      List<String> channels,
      String fileName,
      String acknowledgement,
      Duration acknowledgedWithin,
      Set<EdiFault.Kind> tolerates) {
    /** Copies list and set. */
    public Agreement {
      channels = List.copyOf(channels);
      tolerates = Set.copyOf(tolerates);
    }
  }

  /** Who somebody is in interchanges. */
  public record PartyText(TextSource qualifier, TextSource id) {}

  /**
   * A transaction that comes or goes.
   *
   * @param type such as 850 or ORDERS
   * @param contract name of a file in {@code contracts/partners/<id>/}
   * @param functionalId what its group is about; empty for what comes, and in EDIFACT
   * @param release instead of the agreement's; empty for that
   */
  public record Transaction(String type, String contract, String functionalId, String release) {
    /** The one that has such types. */
    public EdiStandard standard() {
      return Character.isDigit(type.charAt(0)) ? EdiStandard.X12 : EdiStandard.EDIFACT;
    }
  }
}
