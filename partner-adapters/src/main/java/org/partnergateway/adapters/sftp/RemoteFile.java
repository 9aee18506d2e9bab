package org.partnergateway.adapters.sftp;

import java.time.Instant;

/**
 * A file in a partner's directory.
 *
 * @param size in bytes
 * @param modifiedAt as the server tells it, in whole seconds as a rule
 */
public record RemoteFile(String name, long size, Instant modifiedAt) {}
