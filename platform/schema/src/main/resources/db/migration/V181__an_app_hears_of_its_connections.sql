-- An app is told when a store connects it and when that ends. The row is written with the fact, in the store's transaction, and is the
-- promise that the app is told: what a node held in memory may be lost.
create table oauth.app_event (
    store_id uuid not null,
    livemode boolean not null,
    -- That of the store's own event of the same thing.
    id uuid not null,
    app_id uuid not null,
    grant_id uuid not null,
    type text not null check (type in ('app.connected', 'app.disconnected')),
    -- Sent byte for byte, because signatures cover the bytes.
    body text not null,
    created_at timestamptz not null,
    -- unsent: nothing was sent, because the app had no webhook URL or was deleted.
    state text not null default 'pending' check (state in ('pending', 'delivered', 'abandoned', 'unsent')),
    -- When to try next; the end of the lease while a node is at it; null unless pending.
    due_at timestamptz,
    -- Counts the claims; only the latest one writes what came of it.
    claim int not null default 0,
    leased_until timestamptz,
    attempts int not null default 0,
    -- Attempts in this run of the schedule.
    tries int not null default 0,
    last_attempt_at timestamptz,
    last_status int,
    last_error text,
    delivered_at timestamptz,
    primary key (store_id, livemode, id),
    foreign key (store_id, livemode, grant_id) references oauth.app_grant (store_id, livemode, id),
    check ((state = 'pending') = (due_at is not null))
);
-- A connection begins once and ends once.
create unique index app_event_once on oauth.app_event (store_id, livemode, grant_id, type);
-- What is due, of all stores.
create index app_event_due on oauth.app_event (due_at) where due_at is not null;
-- An app's own log.
create index app_event_of_an_app on oauth.app_event (app_id, id);
alter table oauth.app_event enable row level security;
alter table oauth.app_event force row level security;
create policy app_event_of_the_tenant on oauth.app_event for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy app_event_for_the_worker on oauth.app_event for select to ${worker} using (true);
create policy app_event_claim_by_the_worker on oauth.app_event for update to ${worker} using (true) with check (true);
grant insert on oauth.app_event to ${app};
grant select on oauth.app_event to ${worker};
grant update (state, due_at, claim, leased_until, attempts, tries, last_attempt_at, last_status, last_error, delivered_at)
    on oauth.app_event to ${worker};

-- A connection is noted in the store's transaction that tells of it.
grant update (connected_at) on oauth.app_grant to ${app};
revoke update (connected_at) on oauth.app_grant from ${worker};

-- A signing secret that was rolled signs beside the new one until then.
alter table oauth.app add column previous_webhook_secret bytea;
alter table oauth.app add column previous_webhook_secret_ends_at timestamptz;
grant update (previous_webhook_secret, previous_webhook_secret_ends_at) on oauth.app to ${worker};
