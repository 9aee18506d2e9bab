/** Internal services that answer partners' questions, called as carefully as partners are. */
@NullMarked
package org.partnergateway.adapters.service;

import org.jspecify.annotations.NullMarked;
