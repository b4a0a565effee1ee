-- How many sessions a store opened in a month, counted from the sessions themselves, a span of time at a time and some minutes behind, so
-- that no create waits for a counter. A row holds every session of its month up to "through", by the time in the session's id.
create table checkout.session_tally (
    store_id uuid not null,
    livemode boolean not null,
    month date not null check (extract(day from month) = 1),
    sessions bigint not null check (sessions > 0),
    through timestamptz not null,
    primary key (store_id, livemode, month)
);
alter table checkout.session_tally enable row level security;
alter table checkout.session_tally force row level security;
create policy session_tally_of_the_tenant on checkout.session_tally for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy session_tally_by_the_worker on checkout.session_tally for all to ${worker} using (true) with check (true);
create policy session_tally_seen_by_the_operator on checkout.session_tally for select to ${operator} using (true);
grant select on checkout.session_tally to ${app};
grant select, insert on checkout.session_tally to ${worker};
grant update (sessions, through) on checkout.session_tally to ${worker};
grant usage on schema checkout to ${operator};
grant select on checkout.session_tally to ${operator};

-- Up to when all sessions of all stores are tallied; one row.
create table checkout.tally_progress (
    one boolean primary key default true check (one),
    through timestamptz not null
);
grant select on checkout.tally_progress to ${worker};
grant update (through) on checkout.tally_progress to ${worker};

-- Sessions that were there before. Forced row level security binds the owner of the tables too.
alter table checkout.session no force row level security;
alter table checkout.session_tally no force row level security;
insert into checkout.tally_progress (through) values (date_trunc('minute', now()) - interval '10 minutes');
insert into checkout.session_tally (store_id, livemode, month, sessions, through)
    select s.store_id, s.livemode, date_trunc('month', uuid_extract_timestamp(s.id) at time zone 'UTC')::date, count(*), min(p.through)
    from checkout.session s, checkout.tally_progress p where uuid_extract_timestamp(s.id) < p.through group by 1, 2, 3;
alter table checkout.session force row level security;
alter table checkout.session_tally force row level security;
