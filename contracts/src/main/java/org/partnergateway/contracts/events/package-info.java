/**
 * AsyncAPI 3 documents: the events they declare, and the check of events against them. Nothing is
 * published here.
 */
@NullMarked
package org.partnergateway.contracts.events;

import org.jspecify.annotations.NullMarked;
