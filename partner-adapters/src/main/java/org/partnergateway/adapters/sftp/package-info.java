/**
 * Partners' directories over SSH, by Apache MINA SSHD. What is read or written when, and what is
 * kept of it, is not decided here.
 */
@NullMarked
package org.partnergateway.adapters.sftp;

import org.jspecify.annotations.NullMarked;
