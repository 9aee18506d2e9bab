/**
 * AS2 (RFC 4130) without its HTTP: what is put together and taken apart, signed, encrypted and
 * receipted. CMS is Bouncy Castle's. MIME is read and written here, since signatures and receipts
 * are about its very bytes, which libraries for mail put in order.
 */
@NullMarked
package org.partnergateway.adapters.as2;

import org.jspecify.annotations.NullMarked;
