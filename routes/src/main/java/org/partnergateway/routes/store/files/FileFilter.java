package org.partnergateway.routes.store.files;

import org.jspecify.annotations.Nullable;

/** Which files are asked for; null for any. */
public record FileFilter(
    @Nullable String partner, @Nullable FileDirection direction, @Nullable FileStatus status) {}
