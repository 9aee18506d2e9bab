/** The traffic server: Vert.x under Camel, its header firewall, and how problems are written. */
@NullMarked
package org.partnergateway.routes.http;

import org.jspecify.annotations.NullMarked;
