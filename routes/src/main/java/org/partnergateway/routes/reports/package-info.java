/** Partners' files in forms of their own, as their adapter files describe them. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.reports;
