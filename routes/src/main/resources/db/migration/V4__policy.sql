-- What is known of partners' health and limits, so that a restart doesn't ask a partner that is down, nor use up a limit
-- twice. Rows of what is long past are of no harm and are written over.
create table breaker_memory (
  name           text        not null,
  open_until     timestamptz,
  times_in_a_row int         not null,
  updated_at     timestamptz not null,
  constraint breaker_memory_pk primary key (name)
) with (fillfactor = 50);
comment on column breaker_memory.name is 'partner/group';
comment on column breaker_memory.open_until is 'null when it is not open';

create table limiter_memory (
  name                text             not null,
  not_before          timestamptz,
  learned_permits     int,
  learned_per_nanos   bigint,
  learned_burst       int,
  learned_max_waiting int,
  learned_until       timestamptz,
  pace                double precision not null,
  refused_at          timestamptz,
  full_at             timestamptz,
  updated_at          timestamptz      not null,
  constraint limiter_memory_pk primary key (name)
) with (fillfactor = 50);
comment on column limiter_memory.name is 'partner, or partner/operation where that has a limit of its own';
comment on column limiter_memory.not_before is 'until when the partner wants no call';
comment on column limiter_memory.pace is 'which part of the pace is used since the partner refused calls';
comment on column limiter_memory.full_at is 'when the bucket of a slow limit will be full; null for others';
