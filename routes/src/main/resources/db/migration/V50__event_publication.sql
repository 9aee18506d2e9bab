-- How far the event log has been published outside the store. It moves only when what comes before has been acknowledged.
create table event_publication (
  destination text        not null,
  number      bigint      not null default 0,
  moved_at    timestamptz not null,
  constraint event_publication_pk primary key (destination)
);
comment on column event_publication.destination is 'such as kafka/<topic>; another destination begins at the oldest event that is kept';
comment on column event_publication.number is 'events up to this number of event_order have been acknowledged';
