-- A store receives on addresses 0/i of one account public key. The counter belongs to that key for ever, so that importing it again, or
-- going back to it after another one, continues where it stood: an address that was shown once must never be offered a second time.

-- account_id is the SHA-256 of the compressed public key: it tells keys apart without giving them away. The extended public key itself is
-- sealed, because together with any one child's private key it gives the account's private key.
create table wallet.account (
    store_id uuid not null,
    livemode boolean not null,
    account_id bytea not null check (octet_length(account_id) = 32),
    xpub bytea not null,
    next_index integer not null default 0 check (next_index >= 0),
    -- After a restore: the first index that may have been shown in the lost hours and is not watched yet. Null: nothing to do.
    skip_from integer check (skip_from between 0 and next_index),
    ready_wanted integer not null check (ready_wanted > 0),
    -- When a node should make addresses ready; also that node's lease. Null: enough are ready.
    refill_due timestamptz,
    created_at timestamptz not null,
    primary key (store_id, livemode, account_id),
    -- Across all stores on purpose: one account public key serves one store and mode only, or two shops would wait for one address.
    constraint one_account_key_serves_one_store unique (account_id)
);
create index account_refill_due on wallet.account (refill_due) where refill_due is not null;

create table wallet.wallet (
    store_id uuid not null,
    livemode boolean not null,
    wallet_id uuid not null,
    account_id bytea not null check (octet_length(account_id) = 32),
    xpub bytea not null,
    path text not null,
    first_address bytea not null check (octet_length(first_address) = 20),
    custody text not null check (custody in ('watch_only', 'server_signing')),
    -- The sealed extended private key of the account; never the mnemonic, never a key above or below the account.
    account_key bytea check ((account_key is not null) = (custody = 'server_signing')),
    status text not null check (status in ('proposed', 'scheduled', 'active', 'replaced', 'canceled')),
    -- What the first address' key has to sign before a live wallet is used.
    challenge text,
    proposed_by text not null,
    proposed_at timestamptz not null,
    effective_at timestamptz,
    ended_at timestamptz,
    primary key (store_id, livemode, wallet_id),
    check ((status in ('scheduled', 'active', 'replaced')) <= (effective_at is not null))
);
create unique index one_active_wallet on wallet.wallet (store_id, livemode) where status = 'active';
create unique index one_scheduled_wallet on wallet.wallet (store_id, livemode) where status = 'scheduled';
create index wallet_becoming_effective on wallet.wallet (effective_at) where status in ('scheduled', 'active');

-- One row per derived address. derived: not yet checked. ready: fresh on every network and watched. taken: held by a node or shown to a
-- customer, burned either way. used: has a life of its own on some chain. skipped: may have been shown in hours that a restore lost.
create table wallet.address (
    store_id uuid not null,
    livemode boolean not null,
    account_id bytea not null,
    child_index integer not null check (child_index >= 0),
    address bytea not null check (octet_length(address) = 20),
    state text not null check (state in ('derived', 'ready', 'taken', 'used', 'skipped')),
    taken_by text,
    changed_at timestamptz not null,
    primary key (store_id, livemode, account_id, child_index),
    foreign key (store_id, livemode, account_id) references wallet.account,
    -- Across all stores on purpose: a transfer names an address and no store, so an address can have one owner only.
    constraint one_address_has_one_owner unique (address)
);
create index address_ready on wallet.address (store_id, livemode, account_id, child_index) where state = 'ready';
create index address_derived on wallet.address (store_id, livemode, account_id, child_index) where state = 'derived';

-- Which database this is: a restore gives another system identifier or timeline, and then every counter skips ahead. One row, no store.
create table wallet.lineage (
    only_row boolean primary key default true check (only_row),
    system_identifier bigint not null,
    timeline integer not null,
    -- The operator's own word for the last restore he declared, for backups that PostgreSQL cannot tell apart (a copied volume).
    declared text,
    restored_at timestamptz
);

alter table wallet.account enable row level security;
alter table wallet.account force row level security;
alter table wallet.wallet enable row level security;
alter table wallet.wallet force row level security;
alter table wallet.address enable row level security;
alter table wallet.address force row level security;

create policy one_store on wallet.account to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy one_store on wallet.wallet to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy one_store on wallet.address to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));

grant select, insert on wallet.account, wallet.wallet, wallet.address to ${app};
grant update (next_index, skip_from, ready_wanted, refill_due) on wallet.account to ${app};
grant update (custody, account_key, status, challenge, effective_at, ended_at) on wallet.wallet to ${app};
grant update (state, taken_by, changed_at) on wallet.address to ${app};
grant select on wallet.lineage to ${app};

-- The worker claims accounts to refill, finds wallets that become effective, tells whose an address is, and skips ahead after a restore.
create policy worker on wallet.account to ${worker} using (true);
create policy worker on wallet.wallet for select to ${worker} using (true);
create policy worker on wallet.address to ${worker} using (true);
grant select (store_id, livemode, account_id, next_index, skip_from, refill_due), update (next_index, skip_from, refill_due)
    on wallet.account to ${worker};
grant select (store_id, livemode, wallet_id, status, effective_at) on wallet.wallet to ${worker};
grant select (store_id, livemode, account_id, child_index, address, state), update (state, changed_at) on wallet.address to ${worker};
grant select, insert, update on wallet.lineage to ${worker};
