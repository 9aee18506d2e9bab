package org.partnergateway.adapters.client;

import org.partnergateway.adapters.auth.Proofs;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.policy.PolicyGuard;
import org.partnergateway.adapters.policy.RetryPolicy;

/** What calls to one operation share. */
record OperationRuntime(
    OperationDefinition definition,
    Proofs proofs,
    PolicyGuard guard,
    RetryPolicy retry,
    OperationMeters meters) {}
