-- What the merge of news keeps beside a document, so that late and repeated news changes nothing. Null: not known, and
-- then status and fields are taken to be of status_at.
alter table ledger add column standing json;

-- An event that the replay of a message made happen bears the message's id.
alter table event_log add column replay_of text;

-- The order in which readers get events: numbers are given after the commit, under one lock, so that for whoever reads by
-- number no lower one appears later. An event has its place once.
create table event_order (
  number   bigint not null,
  position bigint not null,
  constraint event_order_pk primary key (number),
  constraint event_order_once unique (position)
);

create table event_order_state (
  single    boolean     not null default true,
  cluster   bigint      not null,
  last      bigint      not null default 0,
  forgotten bigint      not null default 0,
  seen      pg_snapshot not null default '1:1:',
  constraint event_order_state_pk primary key (single),
  constraint event_order_state_one check (single)
) with (fillfactor = 50);
comment on column event_order_state.cluster is 'the database cluster whose transaction ids `seen` is about';
comment on column event_order_state.last is 'the highest number given';
comment on column event_order_state.forgotten is 'the highest number whose event was forgotten for its age';
comment on column event_order_state.seen is 'the snapshot whose events have their numbers';
insert into event_order_state (cluster) select system_identifier from pg_control_system();

-- Who had a message applied again, and why.
create table message_replay (
  id          bigint      generated always as identity,
  message     bigint      not null,
  replayed_at timestamptz not null,
  caller      text        not null,
  reason      text        not null,
  constraint message_replay_pk primary key (id)
);
create index message_replay_by_message on message_replay (message);
