-- Files that come from partners and go to them, whatever carries them. Their content stands in chunks, so that none is ever whole in memory.

create table partner_file (
  id                text primary key,
  direction         text not null check (direction in ('in', 'out')),
  partner           text not null,
  channel           text not null,
  name              text not null,
  identity          text not null,
  media_type        text not null,
  size              bigint not null,
  fingerprint       bytea not null,
  status            text not null check (status in ('received', 'taken', 'refused', 'waiting', 'carried', 'failed')),
  reason            text,
  tries             int not null default 0,
  next_attempt_at   timestamptz,
  created_at        timestamptz not null,
  settled_at        timestamptz,
  carrier_state     json,
  unique (direction, partner, channel, identity)
);
comment on column partner_file.identity is 'what makes two of them the same: by SFTP the name and the content, by AS2 the message id; of what goes out the name';
comment on column partner_file.status is 'in: received, taken, refused; out: waiting, carried, failed';
comment on column partner_file.carrier_state is 'what the carrier has to know after a crash, such as that only the renaming is left, or the receipt that a repeated message is answered with';

create index partner_file_by_age on partner_file (created_at desc, id desc);
create index partner_file_by_name on partner_file (partner, channel, name) where direction = 'in';
create index partner_file_open on partner_file (partner, channel, direction, created_at) where next_attempt_at is not null;
create index partner_file_settled on partner_file (settled_at);

create table partner_file_chunk (
  file_id  text not null references partner_file on delete cascade,
  number   int not null,
  content  bytea not null,
  primary key (file_id, number)
);

create table partner_file_receipt (
  file_id          text primary key references partner_file on delete cascade,
  url              text not null,
  headers          json not null,
  content          bytea not null,
  tries            int not null default 0,
  next_attempt_at  timestamptz,
  reason           text
);
comment on table partner_file_receipt is 'receipts that are sent later, until they are taken';
create index partner_file_receipt_due on partner_file_receipt (next_attempt_at) where next_attempt_at is not null;

create table partner_file_look (
  partner      text not null,
  channel      text not null,
  name         text not null,
  size         bigint not null,
  modified_at  timestamptz not null,
  looks        int not null,
  looked_at    timestamptz not null,
  primary key (partner, channel, name)
);
comment on table partner_file_look is 'how often a file was seen unchanged where a partner leaves it';
