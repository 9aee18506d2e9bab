/**
 * Turns one message into another: the mapping engine, its functions and the wire formats. No I/O,
 * no Camel, no partner's name.
 *
 * <p>The mapping language is JSLT 0.1.14, with these differences: only nulls are left out of
 * objects, so that {@code []} and {@code {}} survive (JSLT drops these too); a variable that nobody
 * declares, a code table that doesn't exist and functions that give another output each time are
 * refused when a mapping is compiled; errors name the place of the call.
 *
 * <p>Numbers: what a mapping passes on unchanged stays exact, whatever its size. JSLT's arithmetic
 * is less careful. On two integers {@code + - *} work in 64 bits and overflow silently (larger
 * integers are cut to 64 bits), {@code /} gives an integer when it comes out even, and a double
 * otherwise. As soon as one operand has a fraction, and in {@code < > <= >=}, {@code sum}, {@code
 * min}, {@code max} and {@code round}, everything is a double: exact for integers up to 2^53 only.
 * Hence money is reckoned by the money functions, which refuse doubles, and never by operators.
 */
@NullMarked
package org.partnergateway.transformations;

import org.jspecify.annotations.NullMarked;
