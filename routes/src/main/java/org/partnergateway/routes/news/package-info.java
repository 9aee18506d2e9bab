/** Partners that are told of their orders' events, by an operation of theirs and in order. */
@NullMarked
package org.partnergateway.routes.news;

import org.jspecify.annotations.NullMarked;
