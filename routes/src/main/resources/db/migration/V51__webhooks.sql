-- Who gets events by HTTP. Secrets are sealed by the operator's key; what a column called sealed holds is of no use without it.
create table webhook_endpoint (
  id                 text        not null,
  caller             text        not null,
  idempotency_key    text,
  fingerprint        bytea       not null,
  first_answer       bytea,
  url                text        not null,
  description        text,
  event_types        text[]      not null,
  signing            text        not null,
  header_names       text[]      not null,
  sealed_headers     bytea,
  status             text        not null default 'enabled',
  disabled_reason    text,
  disabled_at        timestamptz,
  failing_since      timestamptz,
  paused_until       timestamptz,
  read_to            bigint      not null,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  constraint webhook_endpoint_pk primary key (id),
  constraint webhook_endpoint_key unique (caller, idempotency_key),
  constraint webhook_endpoint_signing check (signing in ('hmac_sha256', 'ed25519')),
  constraint webhook_endpoint_status check (status in ('enabled', 'disabled')),
  constraint webhook_endpoint_reason check (
    (status = 'disabled') = (disabled_reason is not null)
    and (disabled_reason is null or disabled_reason in ('requested', 'gone', 'failing')))
) with (fillfactor = 70);
comment on column webhook_endpoint.idempotency_key is 'of its creation; null when it was forgotten';
comment on column webhook_endpoint.first_answer is 'sealed: what its creation was answered, for as long as the key is remembered';
comment on column webhook_endpoint.event_types is 'empty: all';
comment on column webhook_endpoint.read_to is 'the last event of the log that it has a delivery of, or doesn''t want';
comment on column webhook_endpoint.failing_since is 'when what has only failed since then failed first';
create index webhook_endpoint_newest on webhook_endpoint (created_at desc, id desc);

-- What an endpoint's deliveries are signed by: the newest, and older ones until they expire.
create table webhook_secret (
  id         bigint      generated always as identity,
  endpoint   text        not null references webhook_endpoint on delete cascade,
  sealed     bytea       not null,
  public_key text,
  created_at timestamptz not null,
  expires_at timestamptz,
  constraint webhook_secret_pk primary key (id)
);
create index webhook_secret_of on webhook_secret (endpoint, id);

-- What an endpoint was or is still to be sent; an event's body is in the event log.
create table webhook_delivery (
  number          bigint      generated always as identity,
  endpoint        text        not null references webhook_endpoint on delete cascade,
  event_id        text        not null,
  event_number    bigint,
  event_type      text        not null,
  partition_key   text        not null,
  status          text        not null default 'pending',
  tries           int         not null default 0,
  next_attempt_at timestamptz not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  attempts        json        not null default '[]',
  body            json,
  constraint webhook_delivery_pk primary key (number),
  constraint webhook_delivery_once unique (endpoint, event_id),
  constraint webhook_delivery_status check (status in ('pending', 'delivered', 'failed')),
  constraint webhook_delivery_body check ((event_number is null) = (body is not null))
) with (fillfactor = 70);
comment on column webhook_delivery.tries is 'how many attempts of the schedule were made; a resend begins it anew';
comment on column webhook_delivery.attempts is 'each attempt: when, how long it took, what it was answered';
comment on column webhook_delivery.body is 'of what is in no log, such as a test';
create index webhook_delivery_due on webhook_delivery (endpoint, next_attempt_at) where status = 'pending';
create index webhook_delivery_first on webhook_delivery (endpoint, partition_key, number) where status = 'pending' and tries = 0;
create index webhook_delivery_list on webhook_delivery (endpoint, number);
create index webhook_delivery_failed on webhook_delivery (endpoint, number) where status = 'failed';
create index webhook_delivery_by_age on webhook_delivery (updated_at) where status <> 'pending';
