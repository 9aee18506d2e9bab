-- EDI: interchanges in and out, their transactions, what was said of them, and the numbers that tell them apart.

create table interchange (
  id               text primary key,
  direction        text not null check (direction in ('in', 'out')),
  partner          text not null,
  standard         text not null check (standard in ('x12', 'edifact')),
  sender           text not null,
  receiver         text not null,
  control_number   text not null,
  usage            text not null,
  status           text not null,
  sequence         text,
  reason           text,
  faults           json not null default '[]',
  file_id          text,
  file_name        text,
  fingerprint      bytea,
  acknowledges     text,
  created_at       timestamptz not null,
  acknowledged_at  timestamptz
);
comment on column interchange.status is 'in: accepted, accepted_with_errors, partially_accepted, rejected, refused; out: sent (nothing is expected), awaited, and what the partner then said';
comment on column interchange.sequence is 'of what comes: in_order, first, gap or late, by the number before it';
comment on column interchange.acknowledges is 'the interchange that this one answers';

create unique index interchange_in_once on interchange (partner, standard, sender, receiver, control_number)
  where direction = 'in' and status <> 'refused';
create index interchange_by_age on interchange (created_at desc, id desc);
create index interchange_out on interchange (partner, standard, control_number) where direction = 'out';
create index interchange_answers on interchange (acknowledges) where acknowledges is not null;

create table interchange_transaction (
  interchange_id        text not null references interchange on delete cascade,
  position              int not null,
  functional_id         text not null,
  group_control_number  text not null,
  type                  text not null,
  control_number        text not null,
  status                text not null,
  faults                json not null default '[]',
  message               text,
  message_id            text,
  operation_id          text,
  primary key (interchange_id, position)
);
create index interchange_transaction_by_number on interchange_transaction (group_control_number, control_number);
create index interchange_transaction_of on interchange_transaction (operation_id) where operation_id is not null;

create table control_number (
  partner   text not null,
  standard  text not null,
  kind      text not null check (kind in ('interchange', 'group', 'received')),
  last      bigint not null,
  primary key (partner, standard, kind)
);
