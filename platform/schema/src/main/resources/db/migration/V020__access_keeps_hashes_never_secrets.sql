-- Who may call. Of a password only its Argon2id hash is kept, of an API key only its SHA-256, its prefix and its last four characters.

-- People belong to no store, so the app role, which serves requests inside one store, cannot read this table at all.
create table access.account (
    id uuid primary key,
    email text not null check (length(email) between 3 and 254),
    -- The address in lower case: one person cannot sign up twice by its spelling.
    email_key text not null unique,
    password_hash text not null,
    email_verified_at timestamptz,
    created_at timestamptz not null
);
grant select, insert on access.account to ${worker};
grant update (password_hash) on access.account to ${worker};

create table access.api_key (
    store_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 80),
    -- What of the key may be shown: 'ck_test_' and four characters, and the last four.
    prefix text not null,
    last_four text not null,
    -- Globally unique on purpose: a key is looked up by its hash before its store is known.
    hash bytea not null unique check (length(hash) = 32),
    scopes text[] not null,
    -- Addresses and CIDR blocks; empty means from anywhere.
    allowed_ips text[] not null,
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    -- The key that this one was rolled from, which works until its own expiry.
    rolled_from uuid,
    primary key (store_id, livemode, id),
    foreign key (store_id, livemode, rolled_from) references access.api_key (store_id, livemode, id)
);

alter table access.api_key enable row level security;
alter table access.api_key force row level security;
create policy api_key_of_the_tenant on access.api_key for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy api_key_for_the_worker on access.api_key for select to ${worker} using (true);
create policy api_key_use_by_the_worker on access.api_key for update to ${worker} using (true) with check (true);

-- The hash is written by the app role and never read by it.
grant select (store_id, livemode, id, name, prefix, last_four, scopes, allowed_ips, created_by, created_at, expires_at, revoked_at,
    last_used_at, rolled_from) on access.api_key to ${app};
grant insert on access.api_key to ${app};
grant update (expires_at, revoked_at) on access.api_key to ${app};
-- The one look-up before the store is known, and the batched note of the last use.
grant select (store_id, livemode, id, name, hash, scopes, allowed_ips, expires_at, revoked_at, last_used_at) on access.api_key
    to ${worker};
grant update (last_used_at) on access.api_key to ${worker};

-- Dashboard sessions, as Spring Session wants them. They belong to people, not to stores: worker role only.
create table access.spring_session (
    primary_id char(36) not null primary key,
    session_id char(36) not null unique,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);
create index spring_session_expiry on access.spring_session (expiry_time);
create index spring_session_principal on access.spring_session (principal_name);

create table access.spring_session_attributes (
    session_primary_id char(36) not null references access.spring_session (primary_id) on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    primary key (session_primary_id, attribute_name)
);
grant select, insert, update, delete on access.spring_session, access.spring_session_attributes to ${worker};
