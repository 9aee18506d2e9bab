-- What partners ask while they wait, recorded under their keys before anybody inside is asked. A question without an answer
-- may be taken up again: by the partner's next try, or by itself where next_attempt_at is set.
create table question (
  id               text        not null,
  partner          text        not null,
  name             text        not null,
  endpoint         text        not null,
  idempotency_key  text        not null,
  fingerprint      bytea       not null,
  subject          text,
  paying           boolean     not null default false,
  tries            int         not null default 0,
  fence            int         not null default 1,
  holder           text,
  lease_until      timestamptz,
  next_attempt_at  timestamptz,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  answered_at      timestamptz,
  response_status  int,
  response_headers json,
  response_body    bytea,
  request          json        not null,
  state            json,
  constraint question_pk primary key (id),
  constraint question_key unique (partner, endpoint, idempotency_key)
) with (fillfactor = 70);
comment on column question.endpoint is 'method and path: a key counts for one';
comment on column question.fingerprint is 'SHA-256 of the body, as what it says and not how it is written';
comment on column question.subject is 'what it is about, such as the checkout; null when it makes it';
comment on column question.paying is 'a payment for the subject was begun and is not known to have failed: there is one such question';
comment on column question.state is 'how far it has come; null when nobody inside was asked, or all was undone';
create unique index question_paying on question (partner, subject) where paying;
create index question_due on question (next_attempt_at) where next_attempt_at is not null;
create index question_held on question (lease_until) where lease_until is not null and state is not null;
create index question_by_age on question (updated_at);

-- Orders that become orders when their payment is authorized; until then only that payment knows them.
create table order_draft (
  id         text        not null,
  partner    text        not null,
  created_at timestamptz not null,
  document   json        not null,
  constraint order_draft_pk primary key (id)
);
create index order_draft_by_age on order_draft (created_at);

-- How far the event log was read for a partner that is told of its orders' events.
create table order_news_checkpoint (
  partner    text        not null,
  cursor     text,
  updated_at timestamptz not null,
  constraint order_news_checkpoint_pk primary key (partner)
) with (fillfactor = 50);

-- What such a partner still has to be told, one order's news after another.
create table order_news (
  number          bigint      generated always as identity,
  partner         text        not null,
  order_id        text        not null,
  event_id        text        not null,
  status          text        not null default 'waiting',
  tries           int         not null default 0,
  next_attempt_at timestamptz not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  reason          text,
  fingerprint     bytea       not null,
  news            json        not null,
  constraint order_news_pk primary key (number),
  constraint order_news_once unique (partner, event_id),
  constraint order_news_status check (status in ('waiting', 'told', 'refused'))
) with (fillfactor = 70);
comment on column order_news.fingerprint is 'of what the partner would see: news that shows it nothing new is left out';
create index order_news_waiting on order_news (partner, order_id, number) where status = 'waiting';
create index order_news_latest on order_news (partner, order_id, number);
create index order_news_by_age on order_news (updated_at) where status = 'told';
