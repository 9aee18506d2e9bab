-- Many lines at once. What was uploaded is kept in pieces; a batch is nobody's until all of them are there.
create table batch (
  id              text        not null,
  kind            text        not null,
  caller          text        not null,
  partner         text,
  report          text,
  name            text,
  idempotency_key text,
  fingerprint     bytea,
  media_type      text        not null,
  delimiter       text,
  status          text        not null,
  reason          text,
  content_of      text        not null,
  rerun_of        text,
  size            bigint      not null default 0,
  all_read        boolean     not null default false,
  position        bigint      not null default 0,
  line            bigint      not null default 0,
  lines_read      bigint      not null default 0,
  lines_done      bigint      not null default 0,
  lines_failed    bigint      not null default 0,
  lines_pending   bigint      not null default 0,
  lines_to_read   bigint,
  worked_millis   bigint      not null default 0,
  strikes         int         not null default 0,
  fence           int         not null default 0,
  lease_until     timestamptz,
  created_at      timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  updated_at      timestamptz not null,
  constraint batch_pk primary key (id),
  constraint batch_key unique (caller, idempotency_key),
  constraint batch_status check (status in ('receiving', 'queued', 'running', 'paused', 'completed',
                                            'completed_with_errors', 'failed', 'canceled'))
) with (fillfactor = 50);
comment on column batch.status is 'receiving: its content is still coming, and nobody knows of it';
comment on column batch.content_of is 'the batch whose content is read: its own, or of the first one that it runs again';
comment on column batch.position is 'checkpoint: bytes of the content that are dealt with';
comment on column batch.line is 'lines of the content before the checkpoint';
comment on column batch.strikes is 'how often a worker failed on it since it last came forward';
comment on column batch.lines_to_read is 'how many there are, where that is known before they are read';
create index batch_to_do on batch (coalesce(lease_until, created_at)) where status in ('queued', 'running') and not all_read;
create index batch_receiving on batch (updated_at) where status = 'receiving';
create index batch_listed on batch (created_at desc, id desc) where status <> 'receiving';
create index batch_waiting on batch (id) where lines_pending > 0;
create index batch_by_age on batch (ended_at) where ended_at is not null;
create index batch_content on batch (content_of);

create table batch_chunk (
  batch_id text   not null,
  number   int    not null,
  content  bytea  not null,
  constraint batch_chunk_pk primary key (batch_id, number),
  constraint batch_chunk_batch foreign key (batch_id) references batch (id) on delete cascade
);
comment on column batch_chunk.number is 'from 0; all but the last are of the same size';
-- Read and written whole, so there is nothing in compressing each by itself.
alter table batch_chunk alter column content set storage external;

create table batch_error (
  batch_id     text   not null,
  line         bigint not null,
  reason       text   not null,
  pointer      text,
  operation_id text,
  content      text,
  constraint batch_error_pk primary key (batch_id, line),
  constraint batch_error_batch foreign key (batch_id) references batch (id) on delete cascade
);
comment on column batch_error.content is 'the line as it came; null when it holds card data';

-- Lines whose outcome is an operation's.
create table batch_pending (
  operation_id text   not null,
  batch_id     text   not null,
  line         bigint not null,
  content      text   not null,
  constraint batch_pending_pk primary key (operation_id),
  constraint batch_pending_batch foreign key (batch_id) references batch (id) on delete cascade
);
create index batch_pending_by_batch on batch_pending (batch_id);
