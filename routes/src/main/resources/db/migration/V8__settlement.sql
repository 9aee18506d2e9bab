-- A write that the partner took and works on stays in flight until it tells the outcome; it is asked, and never sent again.

alter table operation add column settling json;
comment on column operation.settling is 'what to ask the partner for, once it has said that it is at work on it; then in flight is no doubt';

-- What the gateway asks by itself about a resource, such as a label that is fetched from where a link leads.
create index operation_own_by_resource on operation (resource_id) where caller = 'gateway itself';
