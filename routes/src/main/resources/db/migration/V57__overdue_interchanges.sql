-- What was sent and is not acknowledged in time is told.

create index interchange_awaited on interchange (partner, standard, created_at) where status = 'awaited';
comment on column interchange.status is 'in: accepted, accepted_with_errors, partially_accepted, rejected, refused; out: sent (nothing is expected), awaited, overdue, and what the partner then said';
