-- Organizations group people; a store is the tenant. Why the store's row has no mode: its name, looks and rules are the same in test
-- and live, and everything that must be walled off by mode lives in other tables.
create table tenancy.organization (
    id uuid primary key,
    name text not null check (length(name) between 1 and 120),
    created_at timestamptz not null
);

create table tenancy.store (
    store_id uuid primary key,
    organization_id uuid not null references tenancy.organization (id),
    name text not null check (length(name) between 1 and 120),
    logo_url text check (length(logo_url) <= 2048),
    colour text check (colour ~ '^#[0-9a-f]{6}$'),
    -- The version of the API this store was made with; a request may name another one.
    checkout_version date not null,
    -- Defaults that are copied onto every session when it is created.
    expiry_seconds int not null default 900 check (expiry_seconds between 300 and 604800),
    grace_seconds int not null default 600 check (grace_seconds between 0 and 604800),
    tolerance numeric(6, 5) not null default 0 check (tolerance >= 0 and tolerance <= 0.5),
    late_policy text not null default 'count' check (late_policy in ('count', 'hold')),
    -- Confirmations by chain id where the store wants other ones than the network's, e.g. {"1": 12}.
    confirmations jsonb not null default '{}' check (jsonb_typeof(confirmations) = 'object'),
    -- From this value in US dollars on a payment must be finalized; null means never.
    finalized_from_usd numeric(18, 2) default 1000 check (finalized_from_usd >= 0),
    stablecoins_at_par boolean not null default true,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table tenancy.membership (
    store_id uuid not null references tenancy.store (store_id),
    account_id uuid not null,
    role text not null check (role in ('owner')),
    created_at timestamptz not null,
    primary key (store_id, account_id)
);
-- The stores of a person are asked for before any store is known.
create index membership_of_an_account on tenancy.membership (account_id);

alter table tenancy.store enable row level security;
alter table tenancy.store force row level security;
create policy store_of_the_tenant on tenancy.store for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));
create policy store_for_the_worker on tenancy.store for all to ${worker} using (true) with check (true);

alter table tenancy.membership enable row level security;
alter table tenancy.membership force row level security;
create policy membership_of_the_tenant on tenancy.membership for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));
create policy membership_for_the_worker on tenancy.membership for all to ${worker} using (true) with check (true);

grant select on tenancy.store to ${app};
grant update (name, logo_url, colour, expiry_seconds, grace_seconds, tolerance, late_policy, confirmations, finalized_from_usd, stablecoins_at_par,
    updated_at) on tenancy.store to ${app};
grant select on tenancy.membership to ${app};
-- Making a store, and finding a person's stores, come before any store is known.
grant select, insert on tenancy.organization, tenancy.store, tenancy.membership to ${worker};
