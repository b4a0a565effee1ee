-- Keys with which an organization's own programs ask which stores it has and how they are doing. Why not among the stores' keys: they
-- belong to no store, open none, and are found and kept by the worker's role alone. Of a key only its SHA-256, its prefix and its last
-- four characters are kept.
create table access.organization_key (
    organization_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 80),
    prefix text not null,
    last_four text not null,
    hash bytea not null unique check (length(hash) = 32),
    -- Addresses and CIDR blocks; empty means from anywhere.
    allowed_ips text[] not null,
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    -- The key that this one was rolled from, which works until its own expiry. A key has one successor, however often the button is
    -- pressed.
    rolled_from uuid,
    primary key (organization_id, livemode, id),
    unique (organization_id, livemode, rolled_from),
    foreign key (organization_id, livemode, rolled_from) references access.organization_key (organization_id, livemode, id)
);
grant select, insert on access.organization_key to ${worker};
grant update (expires_at, revoked_at, last_used_at) on access.organization_key to ${worker};

-- What was done to an organization's credentials, by whom and from where. The stores' log is chained and belongs to a store each; this
-- one stands above them. Nobody but the owner of the database may change a line or take one away.
create table access.organization_event (
    organization_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    livemode boolean not null,
    actor_id uuid not null,
    actor_label text not null,
    address text,
    action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
    -- The public id of the credential, and its name at that time.
    object text not null,
    detail text not null,
    primary key (organization_id, id)
);
grant select, insert on access.organization_event to ${worker};
