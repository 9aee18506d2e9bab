/**
 * The functions that mappings have besides the language's own: money, time, tables, units, text.
 * Each is pure, exact and thread-safe, gives null for null where nothing else is said, and refuses
 * what it doesn't understand with a message that shows the offending value. Numbers are never
 * floating-point here. No message structure is known here: that belongs in mappings.
 */
@NullMarked
package org.partnergateway.transformations.functions;

import org.jspecify.annotations.NullMarked;
