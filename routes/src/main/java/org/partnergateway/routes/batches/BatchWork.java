package org.partnergateway.routes.batches;

import org.partnergateway.routes.store.batches.BatchContent;
import org.partnergateway.routes.store.batches.BatchErrors;
import org.partnergateway.routes.store.batches.BatchRows;
import org.partnergateway.routes.store.batches.BatchSteps;
import org.springframework.transaction.support.TransactionTemplate;

/** What work on batches reads and writes. */
public record BatchWork(
    BatchRows rows,
    BatchSteps steps,
    BatchContent content,
    BatchErrors errors,
    TransactionTemplate transactions) {}
