/** Loading and checking of everything that is data: partners, mappings, contracts, routes. */
@NullMarked
package org.partnergateway.routes.definitions;

import org.jspecify.annotations.NullMarked;
