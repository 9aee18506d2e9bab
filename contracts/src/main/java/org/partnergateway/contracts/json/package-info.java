/** JSON as it goes over the wire: read strictly, written exactly. No contract is known here. */
@NullMarked
package org.partnergateway.contracts.json;

import org.jspecify.annotations.NullMarked;
