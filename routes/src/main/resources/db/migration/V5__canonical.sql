-- What was settled when an operation was accepted, before anything was sent, such as which carrier was chosen by a rule.
-- Retries and repeats go by it and settle nothing anew.
alter table operation add column plan json;
comment on column operation.plan is 'what was settled when it was accepted; null when there was nothing to settle';

-- Returns that were told of before their orders.
create index ledger_returns_without_order on ledger (partner) where kind = 'return' and order_id is null;
