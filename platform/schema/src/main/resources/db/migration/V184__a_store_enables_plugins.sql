-- Plugins are jars in a folder of the operator's. What a store has to do with one stands here.
create schema plugin;
grant usage on schema plugin to ${app}, ${worker};

create table plugin.installation (
    store_id uuid not null,
    livemode boolean not null,
    plugin_id text not null check (length(plugin_id) between 3 and 40),
    -- That of the jar when it was last enabled or configured.
    version text not null,
    enabled boolean not null,
    -- What was filled in, text by name, without the secrets.
    settings jsonb not null,
    -- The secrets, sealed with store, mode and plugin as associated data; null where there are none.
    sealed bytea,
    -- Where its events go; null for a plugin that wants none.
    endpoint_id uuid,
    enabled_at timestamptz not null,
    -- Every node reads again what changed since it last looked.
    changed_at timestamptz not null,
    -- The platform stopped it, and why; a person lets it go on.
    quarantined_at timestamptz,
    quarantine_reason text,
    -- When its scheduled work is due; while a node is at it, when the lease ends.
    due_at timestamptz,
    -- How much it keeps in plugin.stored.
    stored_keys int not null default 0 check (stored_keys >= 0),
    stored_bytes bigint not null default 0 check (stored_bytes >= 0),
    primary key (store_id, livemode, plugin_id),
    check ((quarantined_at is null) = (quarantine_reason is null)),
    check (due_at is null or enabled and quarantined_at is null)
);
create index installation_due on plugin.installation (due_at) where due_at is not null;
alter table plugin.installation enable row level security;
alter table plugin.installation force row level security;
create policy installation_of_the_tenant on plugin.installation for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy installation_for_the_worker on plugin.installation for select to ${worker} using (true);
create policy installation_claim_by_the_worker on plugin.installation for update to ${worker} using (true) with check (true);
grant select, insert, delete on plugin.installation to ${app};
grant update (version, enabled, settings, sealed, endpoint_id, enabled_at, changed_at, quarantined_at, quarantine_reason, due_at, stored_keys,
    stored_bytes) on plugin.installation to ${app};
grant select (store_id, livemode, plugin_id, changed_at, due_at) on plugin.installation to ${worker};
grant update (due_at) on plugin.installation to ${worker};

-- What a plugin keeps for a store.
create table plugin.stored (
    store_id uuid not null,
    livemode boolean not null,
    plugin_id text not null,
    key text not null check (length(key) between 1 and 200),
    value text not null,
    primary key (store_id, livemode, plugin_id, key),
    foreign key (store_id, livemode, plugin_id) references plugin.installation (store_id, livemode, plugin_id) on delete cascade
);
alter table plugin.stored enable row level security;
alter table plugin.stored force row level security;
create policy stored_of_the_tenant on plugin.stored for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
grant select, insert, update (value), delete on plugin.stored to ${app};

-- What a plugin said and did wrong, for the merchant; the newest are kept.
create table plugin.activity (
    store_id uuid not null,
    livemode boolean not null,
    plugin_id text not null,
    id uuid not null,
    at timestamptz not null,
    kind text not null check (kind in ('log', 'fault', 'stopped', 'resumed')),
    line text not null check (length(line) <= 500),
    primary key (store_id, livemode, plugin_id, id),
    foreign key (store_id, livemode, plugin_id) references plugin.installation (store_id, livemode, plugin_id) on delete cascade
);
alter table plugin.activity enable row level security;
alter table plugin.activity force row level security;
create policy activity_of_the_tenant on plugin.activity for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
grant select, insert, delete on plugin.activity to ${app};

-- Which mails a plugin sent to the customer of a session; the same is not sent twice.
create table plugin.mailed (
    store_id uuid not null,
    livemode boolean not null,
    plugin_id text not null,
    session_id uuid not null,
    -- SHA-256 of the subject.
    subject bytea not null check (length(subject) = 32),
    at timestamptz not null,
    primary key (store_id, livemode, plugin_id, session_id, subject),
    foreign key (store_id, livemode, plugin_id) references plugin.installation (store_id, livemode, plugin_id) on delete cascade
);
alter table plugin.mailed enable row level security;
alter table plugin.mailed force row level security;
create policy mailed_of_the_tenant on plugin.mailed for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
grant select, insert, delete on plugin.mailed to ${app};

-- A plugin's actions are deliveries like those to an endpoint: such a row stands for the plugin, its URL is 'plugin:' and the id.
alter table events.webhook_endpoint add column plugin_id text;
alter table events.webhook_endpoint add check (plugin_id is null or grant_id is null and access_id is null);
create unique index one_endpoint_of_a_plugin on events.webhook_endpoint (store_id, livemode, plugin_id)
    where plugin_id is not null and deleted_at is null;
