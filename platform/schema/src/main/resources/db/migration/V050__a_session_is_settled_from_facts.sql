-- A checkout session with everything the settlement needs to be computed anew: its terms and the store's rules as they stood when it was
-- opened. What the settlement found (status, amounts, confirmations) is kept beside them, to be read without asking the chain.
create table checkout.session (
    store_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    status text not null check (status in ('pending', 'detected', 'underpaid', 'paid', 'paid_late', 'expired', 'failed', 'canceled')),
    exceptions text[] not null default '{}',
    address bytea not null check (length(address) = 20),
    wallet_id uuid not null,
    address_index int not null,
    fiat_amount numeric not null check (fiat_amount > 0),
    fiat_currency text not null,
    -- The assets offered, the default one first, each with all quotes it ever had.
    offers jsonb not null,
    rules jsonb not null,
    reference text check (length(reference) between 1 and 200),
    customer jsonb,
    metadata jsonb not null default '{}',
    success_url text check (length(success_url) <= 2048),
    cancel_url text check (length(cancel_url) <= 2048),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    paid_at timestamptz,
    -- Exact fractions "n/d" of the price: what has arrived, and the excess that was told.
    received text not null default '0/1',
    told_excess text not null default '0/1',
    -- Received and due of each offer in smallest units, in the order of the offers.
    amounts jsonb not null,
    confirmations int not null default 0,
    confirmations_required text not null,
    -- Counts every change; a writer names the version it read.
    version int not null default 1,
    event_sequence int not null default 1,
    -- When the payment loop must look again; null once only a new fact can change anything. Facts that arrive while somebody is looking
    -- count as a wake, so that no look is lost.
    due_at timestamptz,
    wakes int not null default 0,
    leased_until timestamptz,
    -- Chains whose next block may change the state.
    awaited_chains bigint[] not null default '{}',
    primary key (store_id, livemode, id)
);
-- An address belongs to one session for ever, whichever store it is.
create unique index session_address on checkout.session (address);
-- The hosted page names the session before the store is known.
create unique index session_by_id on checkout.session (id);
create index session_by_reference on checkout.session (store_id, livemode, reference, id) where reference is not null;
create index session_by_status on checkout.session (store_id, livemode, status, id) where status <> 'pending';
-- The queue of the payment loop, across stores.
create index session_due on checkout.session (due_at) where due_at is not null;
create index session_awaiting on checkout.session using gin (awaited_chains) where awaited_chains <> '{}';

-- The transfers that count towards a session, copied from the chain's facts. The key stays when a transfer is included again in another
-- block; a row whose transfer left the chain stays as a record and counts no more.
create table checkout.payment (
    store_id uuid not null,
    livemode boolean not null,
    session_id uuid not null,
    transfer_key text not null,
    chain_id bigint not null,
    block_hash bytea not null check (length(block_hash) = 32),
    block_number bigint not null,
    tx_hash bytea check (length(tx_hash) = 32),
    log_index int not null,
    contract bytea check (length(contract) = 20),
    amount numeric(78, 0) not null check (amount > 0),
    sender bytea check (length(sender) = 20),
    happened_at timestamptz not null,
    confirmations int not null,
    confirmed boolean not null,
    counts boolean not null,
    primary key (store_id, livemode, session_id, transfer_key),
    foreign key (store_id, livemode, session_id) references checkout.session (store_id, livemode, id)
);
create index payment_by_transaction on checkout.payment (store_id, livemode, tx_hash) where tx_hash is not null;

-- Every state after the first one, which is pending at the session's creation.
create table checkout.timeline (
    store_id uuid not null,
    livemode boolean not null,
    session_id uuid not null,
    position int not null,
    status text not null,
    happened_at timestamptz not null,
    reason text,
    primary key (store_id, livemode, session_id, position),
    foreign key (store_id, livemode, session_id) references checkout.session (store_id, livemode, id)
);

-- What a merchant decided, for good.
create table checkout.decision (
    store_id uuid not null,
    livemode boolean not null,
    session_id uuid not null,
    id uuid not null,
    kind text not null check (kind in ('cancel', 'resolve')),
    reason text,
    -- The transfers the merchant saw when he accepted what had arrived.
    accepted text[] not null default '{}',
    decided_by text not null,
    decided_at timestamptz not null,
    primary key (store_id, livemode, session_id, id),
    foreign key (store_id, livemode, session_id) references checkout.session (store_id, livemode, id)
);

-- The funds inbox: what arrived at a store's addresses and no session's rules account for. A row is withdrawn when the transfer leaves the
-- chain or counts towards a session after all; each transfer is told once.
create table checkout.unmatched_funds (
    store_id uuid not null,
    livemode boolean not null,
    id uuid not null,
    address bytea not null check (length(address) = 20),
    transfer_key text not null,
    session_id uuid,
    reason text not null check (reason in ('late', 'canceled', 'wrong_asset', 'wrong_network', 'dust', 'no_session')),
    chain_id bigint not null,
    block_hash bytea not null check (length(block_hash) = 32),
    block_number bigint not null,
    tx_hash bytea check (length(tx_hash) = 32),
    log_index int not null,
    contract bytea check (length(contract) = 20),
    symbol text,
    decimals int,
    amount numeric(78, 0) not null check (amount > 0),
    sender bytea check (length(sender) = 20),
    happened_at timestamptz not null,
    created_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (store_id, livemode, id),
    foreign key (store_id, livemode, session_id) references checkout.session (store_id, livemode, id)
);
create unique index unmatched_funds_once on checkout.unmatched_funds (store_id, livemode, address, transfer_key);
create index unmatched_funds_by_transaction on checkout.unmatched_funds (store_id, livemode, tx_hash) where tx_hash is not null;

-- Addresses of ours that received something and belong to no session; the payment loop finds their owner. It knows no store.
create table checkout.stray_address (
    address bytea primary key check (length(address) = 20),
    due_at timestamptz not null,
    wakes int not null default 0
);

alter table checkout.session enable row level security;
alter table checkout.session force row level security;
create policy session_of_the_tenant on checkout.session for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy session_claimed_by_the_worker on checkout.session for select to ${worker} using (true);
create policy session_woken_by_the_worker on checkout.session for update to ${worker} using (true) with check (true);

alter table checkout.payment enable row level security;
alter table checkout.payment force row level security;
create policy payment_of_the_tenant on checkout.payment for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));

alter table checkout.timeline enable row level security;
alter table checkout.timeline force row level security;
create policy timeline_of_the_tenant on checkout.timeline for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));

alter table checkout.decision enable row level security;
alter table checkout.decision force row level security;
create policy decision_of_the_tenant on checkout.decision for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));

alter table checkout.unmatched_funds enable row level security;
alter table checkout.unmatched_funds force row level security;
create policy unmatched_funds_of_the_tenant on checkout.unmatched_funds for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));

grant select, insert, update on checkout.session, checkout.payment, checkout.unmatched_funds to ${app};
grant select, insert on checkout.timeline, checkout.decision to ${app};
-- The worker finds whose turn it is, and wakes; it sees neither prices nor metadata, and decides nothing.
grant select (store_id, livemode, id, address, due_at, wakes, leased_until, awaited_chains, version) on checkout.session to ${worker};
grant update (due_at, wakes, leased_until) on checkout.session to ${worker};
grant select, insert, update, delete on checkout.stray_address to ${worker};
