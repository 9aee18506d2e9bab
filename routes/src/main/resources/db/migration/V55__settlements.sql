-- Settlements: what is told of each as a whole is a document of the ledger; its lines, a million perhaps, are rows here.

create table settlement (
  number     bigint      generated always as identity,
  id         text        not null,
  partner    text        not null,
  payout_ref text        not null,
  created_at timestamptz not null,
  changed_at timestamptz,
  constraint settlement_pk primary key (number),
  constraint settlement_id unique (id),
  constraint settlement_payout unique (partner, payout_ref)
) with (fillfactor = 50);
comment on column settlement.changed_at is 'since when it is to be compared with the ledger; null when that was done';
create index settlement_changed on settlement (changed_at) where changed_at is not null;

create table settlement_line (
  settlement        bigint not null,
  gross             bigint not null,
  fee               bigint not null,
  net               bigint not null,
  original_amount   bigint,
  occurred_at       timestamptz,
  currency          text   not null,
  type              text   not null,
  ref               text   collate "C" not null,
  matched_kind      text,
  matched_id        text   collate "C",
  payment_ref       text   collate "C",
  refund_ref        text   collate "C",
  order_ref         text   collate "C",
  original_currency text,
  exchange_rate     text,
  description       text,
  partner_code      text,
  constraint settlement_line_pk primary key (settlement, ref)
);
comment on column settlement_line.matched_id is 'the payment, refund or order that it is about; null when that isn''t known';
create index settlement_line_matched on settlement_line (matched_id) where matched_id is not null;
-- What is still to be found. A refund's line that found its payment only may find the refund yet.
create index settlement_line_open_payment on settlement_line (payment_ref)
  where matched_id is null and payment_ref is not null;
create index settlement_line_open_order on settlement_line (order_ref)
  where matched_id is null and order_ref is not null;
create index settlement_line_open_refund on settlement_line (refund_ref)
  where matched_kind is distinct from 'refund' and refund_ref is not null;

-- What differs now. Of a payment or refund it is about all that was settled of it, in whatever settlements.
create table settlement_difference (
  id                bigint      generated always as identity,
  settlement        bigint,
  expected          bigint      not null,
  settled           bigint,
  found_at          timestamptz not null,
  type              text        not null,
  partner           text        not null,
  expected_currency text        not null,
  settled_currency  text,
  line_ref          text        collate "C",
  line_type         text,
  matched_kind      text,
  matched_id        text        collate "C",
  constraint settlement_difference_pk primary key (id)
);
comment on column settlement_difference.settlement is 'null of a payment or refund';
comment on column settlement_difference.line_type is 'of a payment or refund: of which lines the sum is';
create unique index settlement_difference_within on settlement_difference (settlement, type, line_ref)
  nulls not distinct where matched_id is null;
create unique index settlement_difference_matched on settlement_difference (matched_id, line_type)
  where matched_id is not null;
create index settlement_difference_by_type on settlement_difference (type, id);

-- How far the events of payments, refunds and orders have been looked at for lines that they are about.
create table settlement_follower (
  single boolean not null default true,
  number bigint  not null default 0,
  constraint settlement_follower_pk primary key (single),
  constraint settlement_follower_one check (single)
) with (fillfactor = 50);
insert into settlement_follower (number) select last from event_order_state;

-- What a settlement's lines are compared with, without taking every document apart.
alter table ledger
  add column settles_amount bigint generated always as (
    case kind
      when 'payment' then (document -> 'captured_amount' ->> 'amount')::bigint
      when 'refund' then (document -> 'amount' ->> 'amount')::bigint
    end) stored,
  add column settles_currency text generated always as (
    case kind when 'payment' then document -> 'amount' ->> 'currency' when 'refund' then document -> 'amount' ->> 'currency' end) stored,
  add column refunded_amount bigint generated always as (
    case kind when 'payment' then (document -> 'refunded_amount' ->> 'amount')::bigint end) stored;
