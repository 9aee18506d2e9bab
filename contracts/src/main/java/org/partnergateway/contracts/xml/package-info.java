/**
 * XML as it travels and the JSON trees that stand for it: shapes, read from a contract, direct both
 * the reader and the writer, so that what is an array by contract is an array with one element too.
 * Which document describes a shape is no concern of those two.
 */
@NullMarked
package org.partnergateway.contracts.xml;

import org.jspecify.annotations.NullMarked;
