-- What may have taken effect is looked up, repeated with the same bytes, or parked; what certainly didn't is retried,
-- and at last a dead letter. Keys are forgotten after a time, the record stays.

alter table operation
  add column durable       boolean not null default false,
  add column tries         int     not null default 0,
  add column queued_at     timestamptz not null default now(),
  add column holder        text,
  add column doubt_since   timestamptz,
  add column first_sent_at timestamptz,
  add column sent          json,
  add column sent_body     bytea,
  add column resolution    json;
comment on column operation.durable is 'the gateway goes on trying by itself while the partner certainly has done nothing';
comment on column operation.queued_at is 'since when it has been tried: when it was accepted, or taken up again';
comment on column operation.tries is 'pauses made so far: between tries, or between looks once it is in doubt';
comment on column operation.holder is 'the process that has the lease; see gateway_process';
comment on column operation.doubt_since is 'since when it may have taken effect unknown to us; null when it is known';
comment on column operation.first_sent_at is 'when what stands in sent was first handed over; the partner''s own key counts from then';
comment on column operation.sent is 'method, target, media type and headers of the request, without credentials';
comment on column operation.resolution is 'what a person decided last, who, when and why';

alter table operation alter column idempotency_key drop not null;
comment on column operation.idempotency_key is 'null once it is forgotten';
create index operation_keyed on operation (created_at) where idempotency_key is not null;

alter table operation drop constraint operation_status;
alter table operation add constraint operation_status check (status in
  ('queued', 'in_flight', 'succeeded', 'declined', 'failed', 'outcome_unknown', 'dead_letter'));

-- Processes that are alive say so every few seconds. What the dead held is taken over before its lease has run out.
create table gateway_process (
  id      text        not null,
  seen_at timestamptz not null,
  steady_since timestamptz not null default '-infinity',
  constraint gateway_process_pk primary key (id)
) with (fillfactor = 50);
comment on column gateway_process.seen_at is 'by the database''s clock, the same for all';
comment on column gateway_process.steady_since is 'since when it has been seen without a gap';
