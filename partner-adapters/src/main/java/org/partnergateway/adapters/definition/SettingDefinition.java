package org.partnergateway.adapters.definition;

import org.jspecify.annotations.Nullable;

/**
 * Something that the operator may or must say about the account, not secret.
 *
 * @param description for the operator
 * @param fallback what holds when the operator says nothing; null when something must be said
 */
public record SettingDefinition(String description, @Nullable String fallback) {}
