package org.partnergateway.contracts.soap;

import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;

/** CXF's registry of parts, made when the first WSDL is read. It has no transport. */
final class CxfBus {
  private CxfBus() {}

  private static final class Holder {
    private static final Bus BUS = new CXFBusFactory().createBus();
  }

  static Bus get() {
    return Holder.BUS;
  }
}
