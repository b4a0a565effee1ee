-- What happened to a store, and to whom it must be told. The event table is the outbox: an event and its deliveries are inserted in
-- the transaction of the change that caused them, so nothing in memory is ever a promise.

create table events.event (
    store_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    type text not null,
    object_id uuid not null,
    -- Gapless per object; the object's own row counts it.
    sequence integer not null check (sequence > 0),
    -- The rendered envelope, byte for byte what every delivery, retry and resend carries. Text, because jsonb would reorder it.
    body text not null,
    -- A sample sent by the test button: never part of the event list, and its body says livemode false even in a live store.
    sample boolean not null default false,
    created_at timestamptz not null,
    -- The transaction that wrote the row. Transactions commit in another order than they began, so a list in ascending order shows
    -- only rows below the oldest one still running; (tx, position) is the order that then never gains a predecessor.
    -- A logical restore into a new cluster must set tx to '3' once, because its transaction counter begins anew.
    tx xid8 not null default pg_current_xact_id(),
    position bigint not null generated always as identity,
    primary key (store_id, livemode, id),
    unique (store_id, livemode, object_id, sequence)
);
create index event_in_order on events.event (store_id, livemode, tx, position);

create table events.webhook_endpoint (
    store_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    url text not null,
    description text,
    -- Exact types, or the one element '*'.
    event_types text[] not null check (cardinality(event_types) > 0),
    api_version text not null,
    enabled boolean not null default true,
    -- Why it is off: 'merchant' (switched off by hand), 'gone' (answered 410), 'failing' (nothing but failures for five days).
    disabled_reason text check (disabled_reason in ('merchant', 'gone', 'failing')),
    disabled_at timestamptz,
    -- The whole whsec_... text, sealed with store and mode as associated data.
    secret bytea not null,
    -- During a rotation both secrets sign until the old one ends.
    previous_secret bytea,
    previous_secret_ends_at timestamptz,
    -- The first failure since the last success; null while all is well.
    failing_since timestamptz,
    created_at timestamptz not null,
    -- A deleted endpoint keeps its row, without secrets, because its delivery log stays readable.
    deleted_at timestamptz,
    primary key (store_id, livemode, id)
);

create table events.delivery (
    store_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    event_id uuid not null,
    endpoint_id uuid not null,
    status text not null default 'pending' check (status in ('pending', 'delivered', 'abandoned')),
    -- When the next attempt is due; a claim moves it to the end of its lease, so that the work of a dead node comes due again.
    due_at timestamptz check ((due_at is not null) = (status = 'pending')),
    -- Counts claims: an outcome is written only by the claim that is still the latest one.
    claim integer not null default 0,
    leased_until timestamptz,
    -- Attempts made in all, and in the current run of the schedule, which a resend begins anew.
    attempts integer not null default 0,
    tries integer not null default 0,
    last_attempt_at timestamptz,
    last_status integer,
    last_error text,
    created_at timestamptz not null,
    delivered_at timestamptz,
    primary key (store_id, livemode, id),
    foreign key (store_id, livemode, event_id) references events.event,
    foreign key (store_id, livemode, endpoint_id) references events.webhook_endpoint
);
create index delivery_of_event on events.delivery (store_id, livemode, event_id);
create index delivery_of_endpoint on events.delivery (store_id, livemode, endpoint_id, id);
-- The delivery loop claims what is due of all stores, so this one index does not lead with the store.
create index delivery_due on events.delivery (due_at) where due_at is not null;

create table events.delivery_attempt (
    store_id uuid not null,
    livemode boolean not null,
    delivery_id uuid not null,
    claim integer not null,
    at timestamptz not null,
    duration_ms integer not null,
    url text not null,
    request_headers text not null,
    -- Null where no answer came; then error says why.
    response_status integer,
    response_headers text,
    response_body text,
    error text,
    primary key (store_id, livemode, delivery_id, claim),
    foreign key (store_id, livemode, delivery_id) references events.delivery
);

-- The platform's own keys for the detached JWS; they belong to no store. Published a day before use, kept two days after.
create table events.signing_key (
    id text primary key,
    public_jwk text not null,
    private_key bytea not null,
    published_at timestamptz not null,
    active_from timestamptz not null unique
);

do $$
declare
    t text;
begin
    foreach t in array array['event', 'webhook_endpoint', 'delivery', 'delivery_attempt'] loop
        execute format('alter table events.%I enable row level security', t);
        execute format('alter table events.%I force row level security', t);
        execute format($policy$
            create policy one_store_and_mode on events.%I to ${app}
            using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
                and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
            with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
                and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))$policy$, t);
        execute format('create policy worker on events.%I to ${worker} using (true) with check (true)', t);
    end loop;
end
$$;

grant select, insert on events.event to ${app};
grant select, insert on events.webhook_endpoint, events.delivery to ${app};
grant update (url, description, event_types, enabled, disabled_reason, disabled_at, secret, previous_secret, previous_secret_ends_at,
    failing_since, deleted_at) on events.webhook_endpoint to ${app};
grant update (status, due_at, tries, leased_until, last_error) on events.delivery to ${app};
grant select on events.delivery_attempt to ${app};

grant select (store_id, livemode, id, type, body, sample) on events.event to ${worker};
grant select on events.webhook_endpoint, events.delivery to ${worker};
grant update (enabled, disabled_reason, disabled_at, failing_since) on events.webhook_endpoint to ${worker};
grant update (status, due_at, claim, leased_until, attempts, tries, last_attempt_at, last_status, last_error, delivered_at)
    on events.delivery to ${worker};
grant insert on events.delivery_attempt to ${worker};
grant select, insert, delete on events.signing_key to ${worker};
