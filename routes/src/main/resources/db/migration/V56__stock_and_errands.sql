-- Figures of stock that are told many at once: what came in one request, and what has become of each.

create table inventory_update (
  id              text        not null,
  caller          text        not null,
  idempotency_key text        not null,
  fingerprint     bytea       not null,
  created_at      timestamptz not null,
  constraint inventory_update_pk primary key (id),
  constraint inventory_update_idempotency unique (caller, idempotency_key)
);
comment on column inventory_update.fingerprint is 'SHA-256 of what was asked';
create index inventory_update_by_age on inventory_update (created_at);

create table inventory_figure (
  id           bigint      generated always as identity,
  update_id    text        not null,
  place        int         not null,
  caller       text        not null,
  partner      text        not null,
  name         text        not null,
  as_of        timestamptz not null,
  status       text        not null,
  operation_id text,
  told_place   int,
  unwritten    boolean     not null default false,
  updated_at   timestamptz not null,
  outcome      json,
  figure       json        not null,
  constraint inventory_figure_pk primary key (id),
  constraint inventory_figure_status check (status in
    ('arrived', 'waiting', 'publishing', 'succeeded', 'declined', 'failed', 'outcome_unknown', 'superseded'))
) with (fillfactor = 80);
comment on column inventory_figure.name is 'sku and location, as the ledger refers to the level';
comment on column inventory_figure.told_place is 'its place among what the operation tells at once';
comment on column inventory_figure.unwritten is 'the ledger is still to be told what became of it';
comment on column inventory_figure.outcome is 'reason and code, as the marketplace or the gateway said them';
create unique index inventory_figure_place on inventory_figure (update_id, place);
-- Of a level one figure waits at most: the newest.
create unique index inventory_figure_waiting on inventory_figure (partner, name) where status = 'waiting';
create index inventory_figure_queue on inventory_figure (partner, id) where status = 'waiting';
create index inventory_figure_level on inventory_figure (partner, name, as_of);
create index inventory_figure_open on inventory_figure (operation_id) where status in ('publishing', 'outcome_unknown');
create index inventory_figure_told on inventory_figure (operation_id) where operation_id is not null;
create index inventory_figure_unwritten on inventory_figure (id) where unwritten;

-- What a partner's message only told of, and is still to be fetched.
create table message_errand (
  id              bigint      generated always as identity,
  told_by         bigint      not null,
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null,
  created_at      timestamptz not null,
  partner         text        not null,
  operation       text        not null,
  message         text        not null,
  message_id      text        not null,
  body            json        not null,
  constraint message_errand_pk primary key (id)
);
comment on column message_errand.told_by is 'the message in the inbox';
comment on column message_errand.message is 'what the answer is split into';
create index message_errand_due on message_errand (next_attempt_at, id);
