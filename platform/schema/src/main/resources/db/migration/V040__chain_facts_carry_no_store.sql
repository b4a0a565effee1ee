-- What the chains say about addresses: blocks, transfers, balances. These tables carry no store, so row level security has nothing to
-- bind; instead the application's role cannot touch them at all and only the worker reads and writes them.

-- Every address whose money we may have to notice, on every network. Rows are inserted under one advisory lock, so "seq" is also the
-- order of commits: a reader that has seen n has seen everything up to n.
create table chain.watched (
    seq bigint generated always as identity primary key,
    address bytea not null unique check (length(address) = 20),
    added_at timestamptz not null
);

-- How far each network has been scanned. "revision" grows with every write of facts of that network: whoever decides on facts that
-- were read before must find the revision unchanged, or start again.
create table chain.cursor (
    chain_id bigint primary key,
    number bigint not null,
    hash bytea not null check (length(hash) = 32),
    block_time timestamptz not null,
    node_head bigint not null,
    finalized bigint not null,
    balances_number bigint not null,
    scanned_through timestamptz,
    revision bigint not null default 0,
    updated_at timestamptz not null
);

-- One replica works on a network at a time. Losing the lease costs work done twice, never a wrong fact: the revision decides.
-- "problem" is what the last holder could not do, for the health page; null when all is well.
create table chain.scanner (
    chain_id bigint primary key,
    holder uuid,
    held_until timestamptz,
    problem text,
    problem_since timestamptz,
    node text,
    answered_at timestamptz
);

-- The canonical blocks of the recent past, to find the fork when the chain turns.
create table chain.block (
    chain_id bigint not null,
    number bigint not null,
    hash bytea not null check (length(hash) = 32),
    parent_hash bytea not null check (length(parent_hash) = 32),
    block_time timestamptz not null,
    primary key (chain_id, number)
);

-- Money that reached a watched address. log_index: the log's place in its block; -1 the transaction's own value; -2 seen in the balance
-- only (tx_hash is null, balance is what the node said at that block). Rows are never deleted: a reorganisation makes them non-canonical.
create table chain.transfer (
    id bigint generated always as identity primary key,
    chain_id bigint not null,
    block_hash bytea not null check (length(block_hash) = 32),
    block_number bigint not null,
    block_time timestamptz not null,
    tx_hash bytea check (length(tx_hash) = 32),
    log_index integer not null,
    to_address bytea not null check (length(to_address) = 20),
    from_address bytea check (length(from_address) = 20),
    contract bytea check (length(contract) = 20),
    amount numeric(78, 0) not null check (amount > 0),
    balance numeric(78, 0),
    canonical boolean not null,
    first_seen_at timestamptz not null,
    check ((log_index = -2) = (tx_hash is null) and (log_index = -2) = (balance is not null)),
    unique nulls not distinct (chain_id, block_hash, tx_hash, log_index, to_address)
);
create index transfer_to_address on chain.transfer (to_address, chain_id, block_number);
create index transfer_tx_hash on chain.transfer (tx_hash, chain_id) where tx_hash is not null;
create index transfer_block on chain.transfer (chain_id, block_number) where canonical;

-- What a watched address paid out itself (value and fee), so that its balance can be explained.
create table chain.spending (
    chain_id bigint not null,
    block_hash bytea not null check (length(block_hash) = 32),
    block_number bigint not null,
    tx_hash bytea not null check (length(tx_hash) = 32),
    address bytea not null check (length(address) = 20),
    amount numeric(78, 0) not null,
    canonical boolean not null,
    primary key (chain_id, block_hash, tx_hash)
);
create index spending_address on chain.spending (address, chain_id, block_number);
create index spending_block on chain.spending (chain_id, block_number) where canonical;

-- Transactions a node has shown before any block held them: for the page, never for money.
create table chain.pending (
    chain_id bigint not null,
    tx_hash bytea not null check (length(tx_hash) = 32),
    to_address bytea not null check (length(to_address) = 20),
    from_address bytea check (length(from_address) = 20),
    contract bytea check (length(contract) = 20),
    amount numeric(78, 0) not null,
    seen_at timestamptz not null,
    primary key (chain_id, tx_hash, to_address)
);
create index pending_to_address on chain.pending (to_address);

-- Addresses about which something changed, one row per change, written with the change. Whoever acts on them deletes them in the
-- transaction in which it acts.
create table chain.address_change (
    id bigint generated always as identity primary key,
    chain_id bigint not null,
    address bytea not null check (length(address) = 20)
);

-- Where the slow pass over the balances of all watched addresses stands.
create table chain.balance_pass (
    chain_id bigint primary key,
    started_at timestamptz not null,
    through_seq bigint not null
);

grant select, insert on chain.watched to ${worker};
grant select, insert, update on chain.cursor, chain.scanner, chain.transfer, chain.spending, chain.balance_pass to ${worker};
grant select, insert, update, delete on chain.block, chain.pending to ${worker};
grant select, insert, update, delete on chain.address_change to ${worker};
