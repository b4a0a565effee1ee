-- Who changed what in a store, from where and with which credential. Why a chain: each entry's hash covers the entry before it, so that
-- whoever changes or removes one, the owner of the database included, has to rewrite all that follow; and an exported copy shows it.
-- Why no mode in the key: people, settings and the wall itself belong to the store as a whole; an act in one mode says which.
create table audit.entry (
    store_id uuid not null,
    sequence bigint not null check (sequence > 0),
    act_livemode boolean,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('account', 'api_key', 'system')),
    actor_id uuid not null,
    actor_label text not null,
    -- The agency's access that the actor came by, where he is not of the store's own people.
    access_id uuid,
    -- The network address the request came from; null where nobody asked, as for the platform's own acts.
    address text,
    action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
    outcome text not null check (outcome in ('done', 'refused')),
    -- The public id of what was acted on.
    object text,
    details jsonb not null check (jsonb_typeof(details) = 'object'),
    previous_hash bytea not null check (length(previous_hash) = 32),
    hash bytea not null check (length(hash) = 32),
    primary key (store_id, sequence)
);

alter table audit.entry enable row level security;
alter table audit.entry force row level security;
create policy entry_of_the_tenant on audit.entry for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));

-- Nobody but the owner of the database may change an entry or take one away.
grant select, insert on audit.entry to ${app};
